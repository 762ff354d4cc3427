#include "core/read/fields.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/normalize.h"
#include "core/read/diagnose.h"
#include "core/read/tokens.h"

namespace permit {

namespace {

// ---- A text in parts ---------------------------------------------------------------------------------------------

using Part = std::vector<std::string>;  // tokens; empty: nothing between two separators

/// Splits at a visible separator. Drops an empty part before the first field, and those after the last one.
std::vector<Part> parts_by(char separator, std::string_view body) {
  std::vector<Part> parts;
  while (parts.size() < Normalized::kMostTokens) {
    const std::size_t end = body.find(separator);
    parts.push_back(normalize(body.substr(0, end)).tokens);
    if (end == std::string_view::npos) break;
    body.remove_prefix(end + 1);
  }
  while (!parts.empty() && parts.back().empty()) parts.pop_back();
  if (!parts.empty() && parts.front().empty()) parts.erase(parts.begin());
  return parts;
}

/// Splits at spaces and other separating characters.
std::vector<Part> parts_by_spaces(std::string_view body) {
  std::vector<Part> parts;
  for (std::string& token : normalize(body).tokens) parts.push_back({std::move(token)});
  return parts;
}

std::string joined_by(std::string_view between, Tokens tokens) {
  std::string text;
  for (const std::string& token : tokens) text += (text.empty() ? "" : std::string(between)) + token;
  return text;
}

/// Returns the tokens of `count` parts in a row, as the tokens of one field.
Part together(const std::vector<Part>& parts, std::size_t at, std::size_t count) {
  Part tokens;
  for (std::size_t i = at; i < at + count; ++i) tokens.insert(tokens.end(), parts[i].begin(), parts[i].end());
  return tokens;
}

// ---- One field ---------------------------------------------------------------------------------------------------

std::optional<std::string> read_purpose(const std::string& token) {
  if (token == "I") return "1";
  if (token == "O") return "0";
  if (token.size() <= kLongestCode && all_digits(token)) return token;
  return std::nullopt;
}

std::optional<std::string> read_choice(const Field& field, const std::string& token) {
  for (const Choice& choice : field.choices) {
    if (std::find(choice.says.begin(), choice.says.end(), token) != choice.says.end()) return choice.value;
  }
  return std::nullopt;
}

/// Returns the value of one of the message's custom fields; nothing if the tokens do not fit.
std::optional<std::string> read_own(const Field& field, Tokens tokens) {
  if (tokens.empty()) return std::nullopt;
  if (field.kind == Field::Kind::words) return shortened(joined_by(" ", tokens));
  if (tokens.size() != 1) return std::nullopt;
  if (field.kind == Field::Kind::choice) return read_choice(field, tokens.front());
  return field.picture->match(tokens.front());
}

// ---- All fields --------------------------------------------------------------------------------------------------

/// One way of reading a text.
struct Parse {
  PermitRequest ask{};
  std::optional<FoundDocument> document{};
  bool guessed = false;  ///< tokens were joined that may not belong together: shows only that the text is ambiguous
};

/// The next part, and the field that it is tried as.
struct Position {
  std::size_t part = 0;
  std::size_t field = 0;
};

class Parser {
 public:
  Parser(std::vector<Part> parts, bool by_spaces, const RuleSet& rules)
      : rules_(rules), fields_(rules.message.fields), parts_(std::move(parts)), by_spaces_(by_spaces) {
    parse_from({0, 0}, {});
  }

  /// Returns the request if the text can be read in exactly one way.
  std::optional<PermitRequest> unique() const {
    if (parses_.size() != 1 || parses_.front().guessed) return std::nullopt;
    return parses_.front().ask;
  }

  /// Diagnoses the first field that did not fit.
  UnreadableRequest diagnosis() const {
    if (!parses_.empty() || !mismatch_) return unreadable(text_id::kFormat);
    const Part rest = tokens_at(*mismatch_);
    if (mismatch_->field == fields_.size()) {
      const auto second = document_at_front(rest, rules_);
      const bool is_surely_one = second && second->kind->picture.is_letters_then_digits();
      return unreadable(is_surely_one ? text_id::kTwoDocuments : text_id::kFormat);
    }
    const Field& field = fields_[mismatch_->field];
    if (auto exact = exact_diagnosis(field, rest)) return *std::move(exact);
    UnreadableRequest ask = unreadable(text_id::kField);
    ask.field = field.id;
    ask.given = shortened(by_spaces_ && !rest.empty() ? rest.front() : joined_by(" ", rest));
    return ask;
  }

 private:
  static constexpr std::size_t kAmbiguous = 2;  // more parses are not needed

  void parse_from(Position at, const Parse& before) {
    if (parses_.size() == kAmbiguous) return;
    if (at.field == fields_.size()) {
      if (at.part == parts_.size())
        parses_.push_back(before);
      else
        note_mismatch(at);
      return;
    }
    const Field& field = fields_[at.field];
    bool fits = false;
    const auto [least, most] = counts_of(field, at);
    for (std::size_t count = least; count <= most; ++count) {
      const Part tokens = together(parts_, at.part, count);
      const auto parse = parse_field(field, tokens, before);
      if (parse) parse_from({at.part + count, at.field + 1}, *parse);
      fits = fits || parse;
    }
    if (!fits) note_mismatch(at);
    if (field.optional) skip(field, at, before);
  }

  /// Keeps the farthest mismatch. Of several fields that do not fit there, prefers the one with the most exact
  /// diagnosis, then a mandatory one; takes the end of the message only if there is no other.
  void note_mismatch(Position at) {
    const auto weight = [&](Position mismatch) {
      if (mismatch.field == fields_.size()) return std::tuple(mismatch.part, 0, 0);
      const Field& field = fields_[mismatch.field];
      return std::tuple(mismatch.part, exact_diagnosis(field, tokens_at(mismatch)) ? 2 : 1, field.optional ? 0 : 1);
    };
    if (!mismatch_ || weight(at) > weight(*mismatch_)) mismatch_ = at;
  }

  /// Returns the tokens where no field fits; with spaces, also all that follow.
  Part tokens_at(Position mismatch) const {
    if (mismatch.part >= parts_.size()) return {};
    return together(parts_, mismatch.part, by_spaces_ ? parts_.size() - mismatch.part : 1);
  }

  /// Skips an optional field, with its place between separators.
  void skip(const Field& field, Position at, Parse parse) {
    if (field.is_custom()) parse.ask.fields.emplace_back();
    const bool place_is_empty = at.part < parts_.size() && parts_[at.part].empty();
    parse_from({at.part + (place_is_empty ? 1 : 0), at.field + 1}, parse);
  }

  struct Counts {
    std::size_t least;
    std::size_t most;
  };

  /// Returns how many parts a field may take. Three tokens of a document are already a guess; at the end of a message a
  /// plate or words take everything left.
  Counts counts_of(const Field& field, Position at) const {
    constexpr std::size_t kOfADocument = 3;
    constexpr std::size_t kOfAPlate = 6;
    const std::size_t left = parts_.size() - at.part;
    const bool is_plate = field.kind == Field::Kind::plate;
    if (by_spaces_ && &field == &fields_.back() && (is_plate || field.kind == Field::Kind::words)) return {left, left};
    std::size_t most = 1;
    if (by_spaces_ && field.kind == Field::Kind::document) most = kOfADocument;
    if (by_spaces_ && is_plate) most = kOfAPlate;
    return {1, std::min(left, most)};
  }

  std::optional<Parse> parse_field(const Field& field, Tokens tokens, Parse parse) const {
    if (tokens.empty()) return std::nullopt;
    switch (field.kind) {
      case Field::Kind::purpose: {
        const auto code = tokens.size() == 1 ? read_purpose(tokens.front()) : std::nullopt;
        if (!code) return std::nullopt;
        parse.ask.purpose = *code;
        return parse;
      }
      case Field::Kind::document:
        return parse_document(tokens, std::move(parse));
      case Field::Kind::plate:
        return parse_plate(tokens, std::move(parse));
      default: {
        auto value = read_own(field, tokens);
        if (!value) return std::nullopt;
        parse.ask.fields.push_back(*std::move(value));
        return parse;
      }
    }
  }

  std::optional<Parse> parse_document(Tokens tokens, Parse parse) const {
    parse.document = whole_document(tokens, rules_);
    if (!parse.document && by_spaces_ && tokens.size() > 1) {
      const std::string joint = joined(tokens);
      parse.document = whole_document(Tokens(&joint, 1), rules_);
      parse.guessed = true;
      if (parse.document && !parse.document->kind->picture.is_letters_then_digits()) return std::nullopt;
    }
    if (!parse.document) return std::nullopt;
    parse.ask.document = parse.document->number;
    parse.ask.document_kind = parse.document->kind->id;
    return parse;
  }

  /// An unclear plate does not prevent a permit; tokens that may be a second document or a part of the first one do.
  std::optional<Parse> parse_plate(Tokens tokens, Parse parse) const {
    if (contains_document(tokens, rules_)) return std::nullopt;
    const bool may_belong = by_spaces_ && parse.document && may_belong_to_the_document(*parse.document, tokens, rules_);
    if (may_belong) return std::nullopt;
    const auto plate = plate_of(tokens, rules_);
    if (!plate && by_spaces_ && fields_.back().kind != Field::Kind::plate) return std::nullopt;
    if (!plate && all_digits(joined(tokens))) return std::nullopt;
    parse.ask.plate = plate ? plate->number : "";
    parse.ask.plate_unclear = !plate;
    return parse;
  }

  /// Returns a diagnosis that is more exact than "this field is wrong", if there is one.
  std::optional<UnreadableRequest> exact_diagnosis(const Field& field, Tokens rest) const {
    if (rest.empty()) return std::nullopt;
    if (field.kind == Field::Kind::document) {
      UnreadableRequest ask = wrong_document(rest, rules_);
      if (ask.reply != text_id::kFormat) return ask;
    }
    if (field.kind != Field::Kind::picture || !field.picture->is_digits() || !all_digits(rest.front()))
      return std::nullopt;
    const std::size_t have = rest.front().size();
    const DigitCount need = field.picture->digits();
    if (have >= need.least && have <= need.most) return std::nullopt;
    UnreadableRequest ask = wrong_digits(rest.front(), have, need);
    ask.field = field.id;
    return ask;
  }

  const RuleSet& rules_;
  const std::vector<Field>& fields_;
  const std::vector<Part> parts_;
  const bool by_spaces_;
  std::vector<Parse> parses_;
  std::optional<Position> mismatch_;  ///< the farthest position where no field fits
};

// ---- A correction ------------------------------------------------------------------------------------------------

std::string spelling_of(const Field& field, const std::string& value) {
  for (const Choice& choice : field.choices) {
    if (choice.value == value) return choice.says.front();
  }
  return value;
}

/// Returns the correct spelling of the text.
std::string rendered(const PermitRequest& ask, const Message& message) {
  std::vector<std::string> values;
  auto custom = ask.fields.begin();
  for (const Field& field : message.fields) {
    if (field.kind == Field::Kind::purpose) values.push_back(ask.purpose);
    if (field.kind == Field::Kind::document) values.push_back(ask.document);
    if (field.kind == Field::Kind::plate) values.push_back(ask.plate);
    if (field.is_custom()) values.push_back(spelling_of(field, *custom++));
  }
  while (!values.empty() && values.back().empty()) values.pop_back();
  std::string text;
  for (std::size_t at = 0; at < values.size(); ++at)
    text += (at == 0 ? "" : std::string(1, message.separator)) + values[at];
  return text;
}

}  // namespace

std::variant<PermitRequest, UnreadableRequest> read_fields(std::string_view body, const RuleSet& rules) {
  const Message& message = rules.message;
  if (message.fields.empty()) return PermitRequest{};
  const bool by_spaces = message.separator == ' ';
  const Parser by_space(parts_by_spaces(body), true, rules);
  if (by_spaces) {
    if (auto ask = by_space.unique()) return *std::move(ask);
    return by_space.diagnosis();
  }
  const std::vector<Part> parts = parts_by(message.separator, body);
  const Parser by_separator(parts, false, rules);
  if (auto ask = by_separator.unique()) return *std::move(ask);
  // If the separator was forgotten, proposes the fields found by spaces, joined by the separator.
  const auto meant = by_space.unique();
  if (!meant || meant->plate_unclear) return parts.size() == 1 ? by_space.diagnosis() : by_separator.diagnosis();
  UnreadableRequest ask = unreadable(text_id::kMend, meant->document_kind);
  ask.corrected = rendered(*meant, message);
  return ask;
}

}  // namespace permit
