// Checks the pages of an LMDB file without LMDB. LMDB crashes on a missing page, and never checks whether a page is the
// one that it asked for.
//
// Pages that a transaction took at the file's end and released again are free and were never written. So an intact file
// may be shorter than its number of pages says.
#pragma once

#include <cstddef>
#include <cstdint>

namespace permit::lmdb {

/// Whether every page between the end of the file and the end that it should have is free. `file` is borrowed.
/// REQUIRES: nothing writes the file meanwhile. Returns false when the free list cannot be read.
bool lacks_only_free_pages(int file, std::size_t page_bytes);

/// Whether, as of `transaction`, every page of the main tree, which leads to all databases, has its own number. An
/// older page in its place would show an older register, whole and wrong. REQUIRES: the transaction is being read.
/// Returns true when two later transactions have been committed, because then no meta page names its root.
bool databases_are_in_place(int file, std::size_t page_bytes, std::uint64_t transaction);

}  // namespace permit::lmdb
