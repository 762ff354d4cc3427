#include "test/bench/contender.h"

#include <utility>

namespace permit::bench {
namespace {

using test::KannelRig;
using test::RigOptions;

constexpr unsigned kMaxPending = 1000;        // for all, as in the sample configuration
constexpr std::string_view kRouted = "8103";  // to the library
constexpr std::string_view kStock = "9999";   // to no box by name, so to the stock smsbox

std::string phones(unsigned digit) { return "9945" + std::to_string(digit); }

}  // namespace

void Series::add(const Measured& round) {
  rates.push_back(round.rate());
  total.texts += round.texts;
  total.seconds += round.seconds;
  total.latencies.add(round.latencies);
  total.bearerbox += round.bearerbox;
  total.smsbox += round.smsbox;
  total.load += round.load;
  total.all += round.all;
}

Contender::Contender(std::string_view id, std::string about, std::shared_ptr<KannelRig> rig,
                     std::string_view short_number, std::unique_ptr<Texts> texts, unsigned digit)
    : id_(id),
      about_(std::move(about)),
      rig_(std::move(rig)),
      texts_(std::move(texts)),
      load_(std::make_unique<Load>(*rig_, rig_->fake(), short_number, *texts_, phones(digit))) {}

Contenders::Contenders(const std::filesystem::path& folder) : folder_(folder) {
  library_ = start("library", {.smpp = true});
  const std::string help = "Kod 1 - tibbi, 2 - erzaq, xidmet.";
  all_.emplace_back(kGrants, "permit8103: permits, each synced to disk before its reply", library_, kRouted,
                    std::make_unique<NewDocuments>(0), 0U);
  all_.emplace_back(kDay, "permit8103: a day's texts, right and wrong, with cars", library_, kRouted,
                    std::make_unique<DayOfTexts>(1), 1U);
  all_.emplace_back(kHelp, "permit8103: help, answered before it is written", library_, kRouted,
                    std::make_unique<SameText>("komek", help), 2U);
  all_.emplace_back(kText, "stock smsbox: text =, the same words for everybody", start("stock", {.library = false}),
                    kStock, std::make_unique<SameText>("2 AZE12345678", "stock"), 3U);
  add_asking(kNginx, "stock smsbox: get-url to nginx, the same words for everybody", 4,
             std::make_unique<SameText>("2 AZE12345678", "stock"), &WebServer::nginx);
  add_asking(kDatabase, "stock smsbox: get-url to Python with SQLite, once a day and document", 5,
             std::make_unique<NewDocuments>(5), &WebServer::once_a_day);
}

std::shared_ptr<KannelRig> Contenders::start(const std::string& name, RigOptions options) {
  options.max_pending = kMaxPending;
  auto rig = std::make_shared<KannelRig>(folder_ / name, options);
  rig->start();
  return rig;
}

void Contenders::add_asking(std::string_view id, const std::string& about, unsigned digit, std::unique_ptr<Texts> texts,
                            WebServer (*server)(const std::filesystem::path&)) {
  try {
    const std::string name(id);
    servers_.push_back(server(folder_ / (name + "-server")));
    all_.emplace_back(id, about, start(name, {.library = false, .get_url = servers_.back().get_url()}), kStock,
                      std::move(texts), digit);
  } catch (const NotHere& reason) {
    all_.emplace_back(id, about, std::string(reason.what()));
  }
}

Measured Contenders::run_smpp(std::size_t in_flight, const Bound& bound) {
  DayOfTexts texts(6);
  return Load(*library_, library_->smpp(), kRouted, texts, phones(6)).run(in_flight, bound);
}

}  // namespace permit::bench
