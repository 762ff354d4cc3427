#include "tool/print.h"

#include <algorithm>
#include <fstream>
#include <iostream>

#include "base/nearest.h"
#include "ruleset/print/page.h"
#include "tool/check.h"
#include "tool/complain.h"
#include "tool/rules_at.h"

namespace permit::tool {

ExitStatus print(const PrintOptions& options) {
  const Loaded loaded = load_folder(options.folder);
  complain_of(loaded, options.folder);
  if (const ExitStatus checked = status_of(loaded); checked != kYes) return checked;

  const auto ids = ids_in_time(*loaded.rules);
  if (!options.decree.empty() && std::find(ids.begin(), ids.end(), options.decree) == ids.end())
    return complain("no decree `" + options.decree + "' stands in " + options.folder + "; it has " + listed(ids),
                    kUsage);
  const std::string page = render_page(*loaded.rules, loaded.notes, options.decree);
  if (options.file.empty()) {
    std::cout << page;
    return kYes;
  }
  std::ofstream file(options.file, std::ios::binary);
  if (file << page && file.flush()) return kYes;
  return complain(options.file + ": the page cannot be written there; name a file in a folder that you may write to",
                  kNotWritten);
}

}  // namespace permit::tool
