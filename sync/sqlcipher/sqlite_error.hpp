// What SQLite's result codes mean to us: whether the disk, another process, the file's bytes or
// our own SQL is at fault. For the files of this folder only, which alone include sqlite3.h.
#pragma once

#include <sqlite3.h>

#include "crypto/base/result.hpp"

namespace soxa::sqlcipher {

/// `code` is the extended one, and stands in `args` for the log.
[[nodiscard]] Error error_of(int code);

/// Looks closer at a SQLITE_ERROR that `handle` has just returned: SQLCipher gives it, without a
/// message, for a page that does not authenticate; SQLite gives it, with one, for wrong SQL, which
/// is printed (it holds no data: values are bound) and asserted. Other codes are passed through.
[[nodiscard]] int judged(sqlite3* handle, int code);

}  // namespace soxa::sqlcipher
