// The contenders that are measured side by side: each way to answer has a separate Kannel. All of them run, one works.
#pragma once

#include <cstddef>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "test/bench/load.h"
#include "test/bench/texts.h"
#include "test/bench/web_server.h"
#include "test/rig/rig.h"

namespace permit::bench {

/// Ids of contenders; figures.tsv has them too.
inline constexpr std::string_view kGrants = "grants";
inline constexpr std::string_view kDay = "day";
inline constexpr std::string_view kHelp = "help";
inline constexpr std::string_view kText = "stock-text";
inline constexpr std::string_view kNginx = "get-url-nginx";
inline constexpr std::string_view kDatabase = "get-url-database";

/// The numbers of texts that wait for their replies at the same time.
inline constexpr std::size_t kInFlight[] = {1, 10, 50, 1000};

/// All rounds of one contender at one load.
struct Series {
  std::vector<double> rates;  ///< texts a second, one value per round
  Measured total;             ///< of all rounds

  void add(const Measured& round);
};

class Contender {
 public:
  /// `digit` makes its phones and documents differ from those of other contenders. REQUIRES: `rig` is running.
  Contender(std::string_view id, std::string about, std::shared_ptr<test::KannelRig> rig, std::string_view short_number,
            std::unique_ptr<Texts> texts, unsigned digit);
  /// A contender that is not available.
  Contender(std::string_view id, std::string about, std::string why_not)
      : id_(id), about_(std::move(about)), why_not_(std::move(why_not)) {}

  const std::string& id() const { return id_; }
  /// For a reader who knows the service.
  const std::string& about() const { return about_; }
  /// The reason why it is not measured; empty if it is.
  const std::string& why_not() const { return why_not_; }

  /// REQUIRES: why_not() is empty.
  Measured run(std::size_t in_flight, const Bound& bound) { return load_->run(in_flight, bound); }
  test::KannelRig& rig() { return *rig_; }

 private:
  std::string id_;
  std::string about_;
  std::string why_not_;
  std::shared_ptr<test::KannelRig> rig_;
  std::unique_ptr<Texts> texts_;
  std::unique_ptr<Load> load_;
};

/// All contenders, running and answering. Their files are below `folder`, which outlives them.
class Contenders {
 public:
  explicit Contenders(const std::filesystem::path& folder);

  std::list<Contender>& all() { return all_; }
  /// Measures the library with an SMPP SMSC.
  Measured run_smpp(std::size_t in_flight, const Bound& bound);

 private:
  std::shared_ptr<test::KannelRig> start(const std::string& name, test::RigOptions options);
  void add_asking(std::string_view id, const std::string& about, unsigned digit, std::unique_ptr<Texts> texts,
                  WebServer (*server)(const std::filesystem::path&));

  std::filesystem::path folder_;
  std::list<WebServer> servers_;  // outlive the contenders that ask them
  std::shared_ptr<test::KannelRig> library_;
  std::list<Contender> all_;
};

}  // namespace permit::bench
