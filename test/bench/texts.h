// What a load sends, and what must come back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <string_view>

namespace permit::bench {

/// A text and how the reply to it begins.
struct Ask {
  std::string body;
  std::string reply;
};

/// One sort of texts, without end. Who sends them gives each a phone of its own.
class Texts {
 public:
  Texts() = default;
  Texts(const Texts&) = delete;
  Texts& operator=(const Texts&) = delete;
  virtual ~Texts() = default;

  virtual Ask next() = 0;
  /// Its reply has come, and was right.
  virtual void answered(const Ask&) {}
};

/// The same text and reply each time.
class SameText : public Texts {
 public:
  SameText(std::string_view body, std::string_view reply) : ask_{std::string(body), std::string(reply)} {}
  Ask next() override { return ask_; }

 private:
  Ask ask_;
};

/// Permits for documents that nobody has asked for yet, one after the other, scattered over all that there are.
class NewDocuments : public Texts {
 public:
  /// Documents of one `family` differ from those of every other; there are ten, of ten million each.
  explicit NewDocuments(unsigned family) : family_(family) {}
  Ask next() override;

 private:
  std::string next_document();

  unsigned family_;
  std::uint32_t given_ = 0;
};

/// As on a day of the service: most ask anew, 3 of 10 of them with a car; one of seven asks again, one of ten cannot be
/// read, one of twenty asks how he stands. The same in each run.
class DayOfTexts : public Texts {
 public:
  explicit DayOfTexts(unsigned family) : permits_(family) {}
  Ask next() override;
  void answered(const Ask& ask) override;

 private:
  bool one_in(unsigned many) { return chance_() % many == 0; }
  std::string permitted() { return given_[chance_() % given_.size()]; }

  NewDocuments permits_;
  std::mt19937 chance_{8103};
  std::deque<std::string> given_;  ///< documents with a permit, the newest last
};

}  // namespace permit::bench
