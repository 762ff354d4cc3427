// Captures the output of a test's command.
#pragma once

#include <iostream>
#include <sstream>
#include <string>

namespace permit::test {

/// Captures std::cout and std::cerr while an object lives.
class CapturedOutput {
 public:
  CapturedOutput() : cout_(std::cout.rdbuf(out_.rdbuf())), cerr_(std::cerr.rdbuf(err_.rdbuf())) {}
  CapturedOutput(const CapturedOutput&) = delete;
  CapturedOutput& operator=(const CapturedOutput&) = delete;
  ~CapturedOutput() {
    std::cout.rdbuf(cout_);
    std::cerr.rdbuf(cerr_);
  }

  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

 private:
  std::ostringstream out_;
  std::ostringstream err_;
  std::streambuf* cout_;
  std::streambuf* cerr_;
};

}  // namespace permit::test
