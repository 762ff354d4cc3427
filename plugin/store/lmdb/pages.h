// Checks the pages of an LMDB file without LMDB. LMDB crashes on a missing page, and never checks whether a page is the
// one that it asked for.
//
// Pages that a transaction took at the end and released again are free and were never written. So a whole file may end
// before its last page.
#pragma once

#include <cstddef>
#include <cstdint>

namespace permit::lmdb {

/// Whether every page between the end of the file and the end that it should have is free. `file` is borrowed.
/// REQUIRES: nothing writes the file meanwhile. Returns false when the free list cannot be read.
bool lacks_only_free_pages(int file, std::size_t page_bytes);

/// Whether every page of the main tree, which leads to all databases, has its own number as of `transaction`. An older
/// page in its place would show an older register, whole and wrong. REQUIRES: the transaction is being read. Returns
/// true when two later transactions have been committed, because the file no longer holds its root.
bool databases_are_in_place(int file, std::size_t page_bytes, std::uint64_t transaction);

}  // namespace permit::lmdb
