DROP TABLE "default_views";
DROP TABLE "saved_views";
