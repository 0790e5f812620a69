"""One command a file, named as it is called: `manage.py import_articles`. Each only asks and tells; the work is below."""
