// All tables and views of one store, their statements prepared once. Goes before its database.
#pragma once

#include "client/store/approved_cut_table.hpp"
#include "client/store/attachment_table.hpp"
#include "client/store/chain_table.hpp"
#include "client/store/conflict_view.hpp"
#include "client/store/home_table.hpp"
#include "client/store/left_out_table.hpp"
#include "client/store/link_table.hpp"
#include "client/store/log_table.hpp"
#include "client/store/name_index.hpp"
#include "client/store/operation_table.hpp"
#include "client/store/record_view.hpp"

namespace soxa::store {

struct Tables {
    explicit Tables(sqlcipher::Database& database)
        : home(database),
          chains(database),
          operations(database),
          approved_cuts(database),
          link(database),
          left_out(database),
          log(database),
          records(database),
          names(database),
          conflicts(database),
          attachments(database) {}

    HomeTable home;
    ChainTable chains;
    OperationTable operations;
    ApprovedCutTable approved_cuts;
    LinkTable link;
    LeftOutTable left_out;
    LogTable log;
    RecordView records;
    NameIndex names;
    ConflictView conflicts;
    AttachmentTable attachments;
};

}  // namespace soxa::store
