#include "ruleset/read/pause.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "core/reply/segments.h"
#include "core/reply/template.h"
#include "ruleset/read/attribute_reader.h"
#include "ruleset/read/source.h"

namespace permit {

namespace {

constexpr const char* kPauseText = "pause";
constexpr std::size_t kMostSegments = 2;

/// The segments of the reply with the longest hotline.
std::size_t most_segments(const Template& reply, const RuleSet& rules) {
  TemplateValues values;
  std::string longest = rules.hotline;
  for (const DocumentKind& kind : rules.documents) {
    if (kind.hotline.size() > longest.size()) longest = kind.hotline;
  }
  values[Placeholder::hotline] = longest;
  return count_segments(reply.render(values)).parts;
}

/// Whether the reply can be sent to everyone.
bool check_reply(const Template& reply, const Place& place, CompileContext& context) {
  bool right = true;
  for (const Template::Use& use : reply.uses()) {
    if (use.name == Placeholder::hotline) continue;
    context.faults.add(DiagnosticId::value_never_there, place,
                       "<pause>: {" + std::string(kPlaceholderNames[static_cast<std::size_t>(use.name)]) +
                           "} never has a value in this reply; use only {hotline}");
    right = false;
  }
  const std::size_t segments = most_segments(reply, context.rules);
  if (segments > kMostSegments) {
    context.faults.add(DiagnosticId::bad_text, place,
                       "<pause>: the reply takes " + std::to_string(segments) + " segments; shorten it to at most " +
                           std::to_string(kMostSegments));
    right = false;
  }
  return right;
}

}  // namespace

RuleFile pause_file(std::string_view reply, LocalTime since) {
  return {kPauseFile, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<pause since=\"" + render_local_time(since) + "\">" +
                          escape_text(reply) + "</pause>\n"};
}

const RuleFile* pause_in(const RuleFiles& text) {
  const auto at = std::find_if(text.begin(), text.end(), [](const RuleFile& file) { return file.name == kPauseFile; });
  return at == text.end() ? nullptr : &*at;
}

RuleFiles with_pause(RuleFiles text, const RuleFile* pause) {
  std::optional<RuleFile> file;
  if (pause) file = *pause;  // a copy: `pause` may point into `text`
  std::erase_if(text, [](const RuleFile& other) { return other.name == kPauseFile; });
  if (!file) return text;
  const auto at = std::find_if(text.begin(), text.end(), [](const RuleFile& other) { return other.name > kPauseFile; });
  text.insert(at, *std::move(file));
  return text;
}

RuleFiles with_pause_of(const std::string& folder, RuleFiles text) {
  const auto pause = read_rule_file(folder, kPauseFile);
  if (!pause) return text;
  return with_pause(std::move(text), *pause ? &**pause : nullptr);
}

void read_pause(const Element& element, CompileContext& context) {
  const Place place = element.place();
  if (place.file != kPauseFile) {
    context.faults.add(DiagnosticId::misplaced_element, place,
                       "<pause> belongs in the file " + std::string(kPauseFile) +
                           "; `permitctl pause' writes that file and `permitctl resume' removes it");
    return;
  }
  const auto since = AttributeReader(element, context.faults).local_time("since");
  const std::string source = element.text();
  auto reply = Template::parse(source);
  if (source.empty() || !reply) {
    context.faults.add(DiagnosticId::bad_text, place,
                       "<pause>: " + (source.empty() ? "write the reply that everyone gets" : reply.error().message));
    return;
  }
  if (!check_reply(*reply, place, context) || !since) return;
  for (const std::string& language : context.rules.languages) {
    if (!context.rules.texts[language].emplace(kPauseText, *reply).second) {
      context.faults.add(DiagnosticId::duplicate_text, context.text_places.at({language, kPauseText}),
                         "text `pause': this id is reserved for the reply of a pause; choose another id");
    }
  }
  context.rules.pause = Pause{kPauseText, "pause of " + render_local_time(*since), {place.file, place.line}};
}

}  // namespace permit
