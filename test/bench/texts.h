// The texts that a load sends, and the replies that it expects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <string_view>

namespace permit::bench {

/// A text and the beginning of its reply.
struct Ask {
  std::string body;
  std::string reply;
};

/// An endless sequence of one kind of texts. The sender gives each text a different phone.
class Texts {
 public:
  Texts() = default;
  Texts(const Texts&) = delete;
  Texts& operator=(const Texts&) = delete;
  virtual ~Texts() = default;

  virtual Ask next() = 0;
  /// Called when the correct reply has come.
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

/// Asks for permits for new documents, scattered over all possible documents.
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

/// Texts as on a day of the service: most ask for a new permit, 3 of 10 of them with a car; one of seven asks again,
/// one of ten cannot be read, one of twenty asks for the status. The same in each run.
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
