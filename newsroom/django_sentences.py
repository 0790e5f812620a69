"""Sentences of Django's own that we say otherwise: named here so that `make messages` keeps our translation.

Django fits a model's name into them. Where names are declined and have a gender, its sentence comes out wrong.
"""

from django.utils.translation import gettext_noop, ngettext

gettext_noop("Add %s")
gettext_noop("Add %(name)s")
gettext_noop("Change %s")
gettext_noop("View %s")
gettext_noop("Select %s")
gettext_noop("Select %s to change")
gettext_noop("Select %s to view")
gettext_noop("Add another %(verbose_name)s")
gettext_noop("Add another %(model)s")
gettext_noop("Change selected %(model)s")
gettext_noop("View selected %(model)s")
gettext_noop("Delete selected %(model)s")
gettext_noop("The {name} “{obj}” was added successfully.")
gettext_noop("The {name} “{obj}” was added successfully. You may add another {name} below.")
gettext_noop("The {name} “{obj}” was changed successfully.")
gettext_noop("The {name} “{obj}” was changed successfully. You may add another {name} below.")
gettext_noop("The {name} “{obj}” was changed successfully. You may edit it again below.")
gettext_noop("The %(name)s “%(obj)s” was deleted successfully.")
gettext_noop("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?")
gettext_noop("Added {name} “{object}”.")
gettext_noop("Changed {fields} for {name} “{object}”.")
gettext_noop("Deleted {name} “{object}”.")
ngettext("%(count)s %(name)s was changed successfully.", "%(count)s %(name)s were changed successfully.", 1)

gettext_noop("Cannot delete %(name)s")
gettext_noop(
    'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? '
    "All of the following related items will be deleted:"
)
gettext_noop(
    "Are you sure you want to delete the selected %(objects_name)s? "
    "All of the following objects and their related items will be deleted:"
)
gettext_noop(
    "Deleting the %(object_name)s '%(escaped_object)s' would require deleting "
    "the following protected related objects:"
)
gettext_noop(
    "Deleting the selected %(objects_name)s would require deleting the following protected related objects:"
)
