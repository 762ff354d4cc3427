#include "test/bench/inside/puts.h"

#include <lmdb.h>

#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace permit::bench {
namespace {

MDB_env* last_opened = nullptr;
bool is_noting = false;
bool is_dropping = false;
std::vector<Put> noted;
std::map<MDB_dbi, std::string> names;      // names of handles, as they were opened last
std::map<MDB_dbi, std::string> last_keys;  // last key of each database before the puts of this transaction

std::string bytes(const MDB_val& value) { return {static_cast<const char*>(value.mv_data), value.mv_size}; }

void check(int code) {
  if (code != MDB_SUCCESS) throw std::runtime_error(mdb_strerror(code));
}

std::string last_key(MDB_txn* txn, MDB_dbi database) {
  MDB_cursor* cursor = nullptr;
  check(mdb_cursor_open(txn, database, &cursor));
  MDB_val last{};
  MDB_val ignored{};
  const bool is_empty = mdb_cursor_get(cursor, &last, &ignored, MDB_LAST) != MDB_SUCCESS;
  mdb_cursor_close(cursor);
  return is_empty ? "" : bytes(last);
}

void note(MDB_txn* txn, MDB_dbi database, const MDB_val& key, const MDB_val& value, unsigned flags) {
  const auto [last, is_first] = last_keys.try_emplace(database);
  if (is_first) last->second = last_key(txn, database);
  MDB_stat there{};
  mdb_stat(txn, database, &there);
  noted.push_back({names[database], bytes(key), bytes(value), flags, bytes(key) > last->second, there.ms_entries});
}

}  // namespace

MDB_env* opened_environment() { return last_opened; }

Puts::Puts(bool drops) {
  noted.clear();
  is_noting = true;
  is_dropping = drops;
}

Puts::~Puts() { is_noting = is_dropping = false; }

std::vector<Put> Puts::take() { return std::exchange(noted, {}); }

void put_bare(MDB_env* environment, const std::vector<Put>& puts) {
  MDB_txn* txn = nullptr;
  check(mdb_txn_begin(environment, nullptr, 0, &txn));
  std::map<std::string_view, MDB_dbi> opened;
  for (const Put& put : puts) {
    const auto [database, is_new] = opened.try_emplace(put.database);
    if (is_new) check(mdb_dbi_open(txn, put.database.c_str(), MDB_CREATE, &database->second));
    MDB_val key{put.key.size(), const_cast<char*>(put.key.data())};
    MDB_val value{put.value.size(), const_cast<char*>(put.value.data())};
    check(mdb_put(txn, database->second, &key, &value, put.flags));
  }
  check(mdb_txn_commit(txn));
  for (const auto& [name, database] : opened) mdb_dbi_close(environment, database);
}

}  // namespace permit::bench

// ---- Wrappers of liblmdb --------------------------------------------------------------------------------------------

// NOLINTBEGIN(bugprone-reserved-identifier,cert-*,readability-identifier-naming): the linker names them
extern "C" {

int __real_mdb_env_open(MDB_env* env, const char* path, unsigned flags, mdb_mode_t mode);
int __real_mdb_dbi_open(MDB_txn* txn, const char* name, unsigned flags, MDB_dbi* dbi);
int __real_mdb_put(MDB_txn* txn, MDB_dbi dbi, MDB_val* key, MDB_val* data, unsigned flags);
int __real_mdb_txn_commit(MDB_txn* txn);

int __wrap_mdb_env_open(MDB_env* env, const char* path, unsigned flags, mdb_mode_t mode) {
  permit::bench::last_opened = env;
  return __real_mdb_env_open(env, path, flags, mode);
}

int __wrap_mdb_dbi_open(MDB_txn* txn, const char* name, unsigned flags, MDB_dbi* dbi) {
  const int code = __real_mdb_dbi_open(txn, name, flags, dbi);
  if (permit::bench::is_noting && code == MDB_SUCCESS) permit::bench::names[*dbi] = name ? name : "";
  return code;
}

int __wrap_mdb_put(MDB_txn* txn, MDB_dbi dbi, MDB_val* key, MDB_val* data, unsigned flags) {
  if (permit::bench::is_noting) permit::bench::note(txn, dbi, *key, *data, flags);
  return __real_mdb_put(txn, dbi, key, data, flags);
}

int __wrap_mdb_txn_commit(MDB_txn* txn) {
  permit::bench::last_keys.clear();
  if (!permit::bench::is_dropping) return __real_mdb_txn_commit(txn);
  mdb_txn_abort(txn);
  return MDB_SUCCESS;
}
}
// NOLINTEND(bugprone-reserved-identifier,cert-*,readability-identifier-naming)
