DROP TABLE "import_edit_steps";
