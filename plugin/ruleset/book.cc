#include "ruleset/book.h"

#include <algorithm>

#include "core/fold.h"
#include "ruleset/nearest.h"
#include "ruleset/values.h"

namespace permit {

const Source* Book::source(std::string_view id) const {
  const auto at = std::find_if(notes.sources.begin(), notes.sources.end(), [&](const Source& s) { return s.id == id; });
  return at == notes.sources.end() ? nullptr : &*at;
}

void Book::take_id(std::map<std::string, Place>& ids, const std::string& id, const Place& place,
                   std::string_view what) {
  const auto [before, is_new] = ids.emplace(id, place);
  if (is_new || id.empty()) return;
  faults.add(place, "a second " + std::string(what) + " `" + id + "'; the first is at " + render(before->second));
}

std::string render(const Place& place) { return place.file + ":" + std::to_string(place.line); }

void read_sources(const Element& element, Book& book) {
  for (const Element& source : element.children("source")) {
    const Values values(source, book.faults);
    const std::string id = values.id("id");
    if (book.source(id)) {
      values.fault("id", "a second source of this name; give it another");
      continue;
    }
    book.notes.sources.push_back({id, values.date("published"), values.text("cited-as"), source.text()});
  }
}

namespace {

/// `A 8` as `CITED §8`; the paragraph may be left out.
std::string cite(const std::string& reference, const Element& element, Book& book) {
  const std::size_t space = reference.find(' ');
  const std::string id = reference.substr(0, space);
  const std::string paragraph = space == std::string::npos ? "" : reference.substr(space + 1);
  const Values values(element, book.faults);
  const Source* source = book.source(id);
  if (!source) {
    std::vector<std::string> ids;
    for (const Source& known : book.notes.sources) ids.push_back(known.id);
    values.fault("clause",
                 "no source `" + id + "'" +
                     (ids.empty() ? "; declare it as <source id=\"" + id + "\" …>" : "; there is " + listed(ids)));
    return {};
  }
  const bool numbered =
      std::all_of(paragraph.begin(), paragraph.end(), [](char sign) { return is_digit(sign) || sign == '.'; });
  if (!numbered) values.fault("clause", "write a source and the number of its paragraph, as in `" + id + " 8'");
  return paragraph.empty() ? source->cited_as : source->cited_as + " §" + paragraph;
}

}  // namespace

std::string read_clause(const Element& element, Book& book) {
  const auto value = element.attribute("clause");
  if (!value) return {};
  std::string cited;
  for (std::size_t at = 0; at <= value->size();) {
    const std::size_t end = std::min(value->find(',', at), value->size());
    std::size_t first = at;
    while (first < end && (*value)[first] == ' ') ++first;
    cited += (cited.empty() ? "" : ", ") + cite(value->substr(first, end - first), element, book);
    at = end + 1;
  }
  return cited;
}

void read_texts(const Element& texts, Book& book) {
  const std::string language = Values(texts, book.faults).language("lang");
  const bool is_new = book.language_places.emplace(language, texts.place()).second;
  if (is_new) book.rules.languages.push_back(language);
  for (const Element& text : texts.children("text")) {
    const std::string id = Values(text, book.faults).id("id");
    const auto [before, first] = book.text_places.emplace(std::pair{language, id}, text.place());
    if (!first) {
      book.faults.add(text.place(),
                      "a second text `" + id + "' in " + language + "; the first is at " + render(before->second));
      continue;
    }
    auto parsed = Template::parse(text.text());
    if (!parsed) {
      book.faults.add(text.place(), "text `" + id + "': " + parsed.error().message);
    } else if (text.text().empty()) {
      book.faults.add(text.place(), "text `" + id + "' is empty");
    } else {
      book.rules.texts[language].emplace(id, *std::move(parsed));
    }
  }
}

}  // namespace permit
