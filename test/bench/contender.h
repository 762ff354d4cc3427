// Who is measured side by side: a Kannel of its own for each way to answer, all of them up at once, one at work.
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

/// Ids of contenders, also in figures.tsv.
inline constexpr std::string_view kGrants = "grants";
inline constexpr std::string_view kDay = "day";
inline constexpr std::string_view kHelp = "help";
inline constexpr std::string_view kText = "stock-text";
inline constexpr std::string_view kNginx = "get-url-nginx";
inline constexpr std::string_view kDatabase = "get-url-database";

/// How many texts wait for their replies at a time.
inline constexpr std::size_t kInFlight[] = {1, 10, 50, 1000};

/// All rounds of one contender at one load.
struct Series {
  std::vector<double> rates;  ///< texts a second, a round each
  Measured total;             ///< of all rounds

  void add(const Measured& round);
};

class Contender {
 public:
  /// REQUIRES: `rig` is up. `digit` sets its phones and documents apart from those of others.
  Contender(std::string_view id, std::string about, std::shared_ptr<test::KannelRig> rig, std::string_view short_number,
            std::unique_ptr<Texts> texts, unsigned digit);
  /// One that cannot be had.
  Contender(std::string_view id, std::string about, std::string why_not)
      : id_(id), about_(std::move(about)), why_not_(std::move(why_not)) {}

  const std::string& id() const { return id_; }
  /// For a reader who knows the service.
  const std::string& about() const { return about_; }
  /// Why it is not measured; empty when it is.
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

/// Everybody, up and answering. Their files are below `folder`, which outlives them.
class Contenders {
 public:
  explicit Contenders(const std::filesystem::path& folder);

  std::list<Contender>& all() { return all_; }
  /// Through an SMPP SMSC to the library.
  Measured run_smpp(std::size_t in_flight, const Bound& bound);

 private:
  std::shared_ptr<test::KannelRig> start(const std::string& name, test::RigOptions options);
  void add_asking(std::string_view id, const std::string& about, unsigned digit, std::unique_ptr<Texts> texts,
                  WebServer (*server)(const std::filesystem::path&));

  std::filesystem::path folder_;
  std::list<WebServer> servers_;  // they outlive who asks them
  std::shared_ptr<test::KannelRig> library_;
  std::list<Contender> all_;
};

}  // namespace permit::bench
