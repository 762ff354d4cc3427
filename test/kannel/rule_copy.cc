#include "test/kannel/rule_copy.h"

#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

#include "test/kannel/run_folder.h"

namespace permit::test {

namespace fs = std::filesystem;

RuleCopy::RuleCopy(fs::path folder) : folder_(std::move(folder)) {
  fs::copy("rules/8103", folder_, fs::copy_options::recursive);
}

void RuleCopy::replace(std::string_view file, std::string_view old_text, std::string_view new_text) {
  std::string text = read_file(folder_ / file);
  const auto at = text.find(old_text);
  if (at == std::string::npos || text.find(old_text, at + 1) != std::string::npos)
    throw std::logic_error(std::string(file) + " has not exactly one `" + std::string(old_text) + "'");
  const fs::path beside = folder_.parent_path() / (std::string(file) + ".new");
  write_file(beside, text.replace(at, old_text.size(), new_text));
  fs::rename(beside, folder_ / file);
}

void RuleCopy::drop_examples() {
  for (const auto& file : fs::directory_iterator(folder_)) {
    std::istringstream lines(read_file(file.path()));
    std::string kept;
    for (std::string line; std::getline(lines, line);)
      if (line.find("<example ") == std::string::npos) kept += line + "\n";
    write_file(file.path(), kept);
  }
}

}  // namespace permit::test
