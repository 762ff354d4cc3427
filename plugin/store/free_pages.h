// The free list of an LMDB file, read without LMDB, which would map the file and die where a page is not there.
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

}  // namespace permit::lmdb
