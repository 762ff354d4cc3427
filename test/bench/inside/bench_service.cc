#include "test/bench/inside/bench_service.h"

#include <utility>

namespace permit::bench {

BenchService::BenchService(const std::string& folder, Rules rules)
    : rules_(std::move(rules)), store_(need(open_store(folder))), responder_(*store_, nobody_) {}

void BenchService::answer(std::vector<Text> texts, Instant now) {
  need(responder_.respond(std::move(texts), rules_, now));
}

}  // namespace permit::bench
