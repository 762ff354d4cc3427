// The page that a run leaves behind: readable without a network, by an operator who is no programmer, and on paper.
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
  std::vector<std::string> notes;                            ///< what else is to be known, a paragraph each
  std::vector<std::pair<std::string, std::string>> machine;  ///< names and values
};

/// XHTML, with everything in it.
std::string render(const Report& report);

}  // namespace permit::bench
