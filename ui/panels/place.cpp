#include "ui/panels/place.hpp"

namespace soxa::ui {

const char* name_of(Place place) {
    switch (place) {
        case Place::first_run: return "first_run";
        case Place::login: return "login";
        case Place::home: return "home";
        case Place::month: return "month";
        case Place::campaign: return "campaign";
        case Place::rules: return "rules";
        case Place::records: return "records";
        case Place::exports: return "exports";
        case Place::form: return "form";
        case Place::scans: return "scans";
        case Place::approval: return "approval";
        case Place::conflicts: return "conflicts";
        case Place::overruled: return "overruled";
        case Place::transfers: return "transfers";
        case Place::bundles: return "bundles";
        case Place::import: return "import";
        case Place::accounts: return "accounts";
        case Place::access: return "access";
        case Place::audit: return "audit";
        case Place::backups: return "backups";
        case Place::upkeep: return "upkeep";
        case Place::settings: return "settings";
        case Place::help: return "help";
    }
    return "";
}

Place listed_as(Place place) {
    switch (place) {
        case Place::form:
        case Place::exports:
        case Place::scans: return Place::records;
        case Place::overruled: return Place::conflicts;
        case Place::month:
        case Place::campaign:
        case Place::rules: return Place::home;
        default: return place;
    }
}

Place above(Place place) { return place == Place::scans ? Place::form : listed_as(place); }

}  // namespace soxa::ui
