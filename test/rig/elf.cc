#include "test/rig/elf.h"

#include <elf.h>

#include <cstring>
#include <stdexcept>
#include <string_view>

#include "test/rig/run_folder.h"

namespace permit::test {
namespace {

// The file's bytes by offset, and by load address.
class Image {
 public:
  explicit Image(const std::filesystem::path& file) : bytes_(read_file(file)), name_(file.string()) {
    const auto header = at<Elf64_Ehdr>(0);
    if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64) fail();
    for (std::size_t i = 0; i < header.e_phnum; ++i)
      segments_.push_back(at<Elf64_Phdr>(header.e_phoff + i * sizeof(Elf64_Phdr)));
  }

  std::vector<Elf64_Dyn> dynamic() const {
    std::vector<Elf64_Dyn> entries;
    for (const auto& segment : segments_)
      for (std::size_t i = 0; segment.p_type == PT_DYNAMIC && i < segment.p_filesz / sizeof(Elf64_Dyn); ++i)
        entries.push_back(at<Elf64_Dyn>(segment.p_offset + i * sizeof(Elf64_Dyn)));
    return entries;
  }

  std::string string_at_address(std::size_t address) const {
    for (const auto& segment : segments_)
      if (segment.p_type == PT_LOAD && address >= segment.p_vaddr && address - segment.p_vaddr < segment.p_filesz)
        return string_at(segment.p_offset + (address - segment.p_vaddr));
    fail();
  }

 private:
  template <typename Record>
  Record at(std::size_t offset) const {
    if (offset > bytes_.size() || bytes_.size() - offset < sizeof(Record)) fail();
    Record record;
    std::memcpy(&record, bytes_.data() + offset, sizeof record);
    return record;
  }

  std::string string_at(std::size_t offset) const {
    const auto end = bytes_.find('\0', offset);
    if (end == std::string::npos) fail();
    return bytes_.substr(offset, end - offset);
  }

  [[noreturn]] void fail() const { throw std::runtime_error(name_ + " is not a whole 64-bit ELF file"); }

  std::string bytes_;
  std::string name_;
  std::vector<Elf64_Phdr> segments_;
};

}  // namespace

std::vector<std::string> needed_libraries(const std::filesystem::path& file) {
  const Image image(file);
  const auto dynamic = image.dynamic();
  std::size_t strings = 0;
  for (const auto& entry : dynamic)
    if (entry.d_tag == DT_STRTAB) strings = entry.d_un.d_ptr;
  std::vector<std::string> names;
  for (const auto& entry : dynamic)
    if (entry.d_tag == DT_NEEDED) names.push_back(image.string_at_address(strings + entry.d_un.d_val));
  return names;
}

}  // namespace permit::test
