// `make run`: starts stock Kannel with the library, shows some texts with their replies, then sends what the user
// types.
//
// Exit status: 0; 1 when Kannel does not start or a sample gets an unexpected answer; 64 when the arguments are wrong
// or the rehearsal is not possible; 128 + n after signal n.

#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "test/demo/rehearsal.h"

namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 64;

constexpr const char* kHelp =
    "rehearse [--at LOCALTIME] [--samples-only] [--folder FOLDER]\n"
    "Starts stock Kannel with the library on free loopback ports, from the root of the project.\n"
    "\n"
    "  --at LOCALTIME   the service's local time to begin at, such as 2020-07-21T10:00;\n"
    "                   by default a moment inside the newest decree\n"
    "  --samples-only   no prompt, also on a terminal\n"
    "  --folder FOLDER  the folder of the run, emptied at the start; default: build/run\n"
    "  --help           this\n";

struct Options {
  std::optional<std::string> at;
  bool samples_only = false;
  bool help = false;
  std::filesystem::path folder = "build/run";
};

/// Returns nothing when an argument is not understood.
std::optional<Options> parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    const bool has_value = i + 1 < argc;
    if (option == "--help") {
      options.help = true;
    } else if (option == "--samples-only") {
      options.samples_only = true;
    } else if (option == "--at" && has_value) {
      options.at = argv[++i];
    } else if (option == "--folder" && has_value) {
      options.folder = argv[++i];
    } else {
      return std::nullopt;
    }
  }
  return options;
}

int rehearse(const Options& options) {
  permit::test::Rehearsal rehearsal(options.folder, options.at);
  rehearsal.start();
  const std::size_t failed = rehearsal.show_samples();
  if (failed > 0) std::printf("%zu of the samples were not answered as they should be.\n", failed);
  if (permit::test::Terminal::is_there() && !options.samples_only) rehearsal.prompt();
  return failed == 0 ? 0 : kFailed;
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = parse_options(argc, argv);
  if (!options || options->help) {
    std::fputs(kHelp, options ? stdout : stderr);
    return options ? 0 : kUsage;
  }
  try {
    return rehearse(*options);
  } catch (const permit::test::Interrupted& interrupted) {
    std::puts("");
    return 128 + interrupted.signal;
  } catch (const permit::test::BadRehearsal& bad) {
    std::fprintf(stderr, "%s\n", bad.what());
    return kUsage;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return kFailed;
  }
}
