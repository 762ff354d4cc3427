// What an LMDB file says of its pages, read without LMDB: that would die where a page is not there, and never asks
// whether one is the page that it should be.
//
// Pages that a transaction took from the end and gave up again are free and were never written: the file may end before
// its last page, and nothing is missing.
#pragma once

#include <cstddef>
#include <cstdint>

namespace permit::lmdb {

/// Whether every page from the end of the file to the end of what it should hold is free. `file` is borrowed; nobody
/// must write it meanwhile. False where the free list cannot be read.
bool lacks_only_free_pages(int file, std::size_t page_bytes);

/// Whether every page of the tree that all databases hang on, as of `transaction`, has its own number: an older one in
/// its place would be an older register, whole and wrong. The transaction is being read. True where two others have
/// been committed since: its root is not told any more.
bool databases_are_in_place(int file, std::size_t page_bytes, std::uint64_t transaction);

}  // namespace permit::lmdb
