// Backups: when the last was, one more, those in a folder, opened and checked or put back.
#pragma once

#include "ui/panels/asking.hpp"
#include "ui/panels/file_chooser.hpp"
#include "ui/panels/intent.hpp"
#include "ui/views/backup_rows.hpp"

namespace soxa::ui {

namespace intent {

struct MakeBackup {
    std::string folder;
};
struct VerifyBackup {
    std::string file;
    std::string login;
    Secret password;
};

}  // namespace intent

using BackupWanted = std::optional<
    std::variant<intent::Browse, intent::MakeBackup, intent::VerifyBackup, intent::Restore>>;

struct BackupPageRows {
    BackupRows rows;
    FolderRows folder;
    std::string login;  ///< of who is here
    Told told;
};

class BackupPanel {
public:
    [[nodiscard]] BackupWanted draw(Pen& pen, const BackupPageRows& page);
    void forget();

private:
    [[nodiscard]] BackupWanted draw_question(Pen& pen, const BackupPageRows& page);
    void ask(bool& which, const BackupPageRows& page);

    std::string chosen_;  ///< a file
    bool verifying_ = false;
    bool restoring_ = false;
    std::string login_;
    std::string password_;
    FileChooser chooser_;
};

}  // namespace soxa::ui
