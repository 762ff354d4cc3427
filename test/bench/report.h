// The report of a run: readable without a network, by an operator who is not a programmer, and on paper.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "test/bench/drawing.h"
#include "test/bench/verdict.h"

namespace permit::bench {

struct Report {
  std::string when;
  std::vector<Verdict> verdicts;
  std::vector<Chart> charts;
  std::vector<Bars> bars;
  std::vector<std::string> notes;                            ///< further remarks, one per paragraph
  std::vector<std::pair<std::string, std::string>> machine;  ///< names and values
};

/// Returns self-contained XHTML.
std::string render(const Report& report);

}  // namespace permit::bench
