#include "metrics/exposition.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

namespace permit {

namespace {

using Label = std::pair<std::string_view, std::string_view>;
using Labels = std::vector<Label>;

/// Escapes `text` for HELP, where a quotation mark needs no escape, or for a label.
std::string escaped(std::string_view text, bool in_label) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || (c == '"' && in_label)) out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

std::string rendered(std::uint64_t number) { return std::to_string(number); }

std::string rendered(double number) {
  if (std::isinf(number)) return number > 0 ? "+Inf" : "-Inf";
  std::array<char, 512> digits{};  // the longest double without an exponent
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed);
  return {digits.data(), end.ptr};
}

double seconds_of(HostTime time) { return std::chrono::duration<double>(time.time_since_epoch()).count(); }

class Page {
 public:
  explicit Page(std::span<const InstanceStatus> instances) : instances_(instances) {}

  std::string text() && { return std::move(text_); }

  /// Writes a metric of the whole register.
  template <typename Number>
  void add_register_metric(std::string_view name, std::string_view type, std::string_view help, Number value) {
    begin(name, type, help);
    row("", {}, value);
  }

  /// Writes a metric with one row for each instance; `value` returns nothing if an instance has no value.
  template <typename Value>
  void add_instance_metric(std::string_view name, std::string_view type, std::string_view help, Value value) {
    add_instance_rows(name, type, help, [&](const InstanceStatus& instance, const Labels& labels) {
      if (const auto number = value(instance)) row("", labels, *number);
    });
  }

  /// Writes a metric; `rows(instance, labels)` writes the rows of each instance; `labels` identify it.
  template <typename Rows>
  void add_instance_rows(std::string_view name, std::string_view type, std::string_view help, Rows rows) {
    begin(name, type, help);
    for (const InstanceStatus& instance : instances_) {
      const std::string process = std::to_string(instance.process);
      rows(instance, Labels{{"box", instance.box}, {"process", process}});
    }
  }

  void add_instance_metric(std::string_view name, std::string_view help, Histogram InstanceFigures::*histogram) {
    add_instance_rows(name, "histogram", help, [&](const InstanceStatus& instance, const Labels& labels) {
      const Histogram& values = instance.figures.*histogram;
      std::uint64_t up_to = 0;
      for (std::size_t bucket = 0; bucket < values.bounds().size(); ++bucket) {
        up_to += values.counts()[bucket];
        row("_bucket", with(labels, {"le", rendered(values.bounds()[bucket])}), up_to);
      }
      row("_bucket", with(labels, {"le", "+Inf"}), values.total());
      row("_sum", labels, values.sum());
      row("_count", labels, values.total());
    });
  }

  template <typename Number>
  void row(std::string_view suffix, const Labels& labels, Number value) {
    text_.append(name_).append(suffix);
    char before = '{';
    for (const auto& [label, content] : labels) {
      text_.append(1, before).append(label).append("=\"").append(escaped(content, true)).append("\"");
      before = ',';
    }
    if (!labels.empty()) text_ += '}';
    text_.append(" ").append(rendered(value)).append("\n");
  }

  static Labels with(Labels labels, Label more) {
    labels.push_back(more);
    return labels;
  }

 private:
  void begin(std::string_view name, std::string_view type, std::string_view help) {
    name_ = "permit8103_" + std::string(name);
    text_.append("# HELP ").append(name_).append(" ").append(escaped(help, false)).append("\n");
    text_.append("# TYPE ").append(name_).append(" ").append(type).append("\n");
  }

  const std::span<const InstanceStatus> instances_;
  std::string name_;
  std::string text_;
};

using Count = std::optional<std::uint64_t>;
using Time = std::optional<double>;

void add_texts(Page& page) {
  page.add_instance_rows(
      "texts_total", "counter", "Texts answered, by outcome; a redelivery counts again.",
      [&](const InstanceStatus& instance, const Labels& labels) {
        for (const Outcome outcome : kOutcomes)
          page.row("", Page::with(labels, {"outcome", name(outcome)}), instance.figures.outcomes[outcome]);
      });
  page.add_instance_metric("reply_latency_seconds", "From the arrival of a text to its reply on the link to bearerbox.",
                           &InstanceFigures::latency);
  page.add_instance_metric("commit_texts", "Texts per commit.", &InstanceFigures::batches);
  page.add_instance_metric("commit_failures_total", "counter", "Commits that failed; their texts are tried again.",
                           [](const InstanceStatus& instance) { return Count(instance.figures.failed_commits); });
  page.add_instance_metric("last_commit_failure_timestamp_seconds", "gauge", "When a commit last failed.",
                           [](const InstanceStatus& instance) {
                             return instance.figures.failed_commits == 0 ? Time()
                                                                         : Time(seconds_of(instance.figures.failed_at));
                           });
  page.add_instance_metric("writer_waits_total", "counter",
                           "Times that commits waited too long for another program's write.",
                           [](const InstanceStatus& instance) { return Count(instance.figures.writer_waits); });
  page.add_instance_rows("writer_held", "gauge", "1 while commits wait too long, with the program that writes.",
                         [&](const InstanceStatus& instance, const Labels& labels) {
                           if (!instance.figures.is_waiting) return;
                           const WritingProgram& writer = instance.figures.waited_for;
                           const std::string process = std::to_string(writer.process);
                           const Labels program = Page::with(labels, {"program", writer.name});
                           page.row("", Page::with(program, {"program_process", process}), std::uint64_t{1});
                         });
  page.add_instance_metric("texts_waiting", "gauge", "Texts that are not acked yet.",
                           [](const InstanceStatus& instance) { return Count(instance.figures.waiting); });
  page.add_instance_metric("replies_held", "gauge", "Replies with a permit that bearerbox has not taken yet.",
                           [](const InstanceStatus& instance) { return Count(instance.figures.replies_held); });
}

void add_rules(Page& page) {
  page.add_instance_rows("rules_info", "gauge", "The rules that texts are answered by.",
                         [&](const InstanceStatus& instance, const Labels& labels) {
                           const std::string hash = hex(instance.rules);
                           if (instance.rules != Digest{})
                             page.row("", Page::with(labels, {"hash", hash}), std::uint64_t{1});
                         });
  page.add_instance_metric("rules_loaded_timestamp_seconds", "gauge", "When these rules came into force.",
                           [](const InstanceStatus& instance) {
                             return instance.rules == Digest{} ? Time() : Time(seconds_of(instance.rules_since));
                           });
  page.add_instance_metric("rule_faults", "gauge", "Errors and warnings of a broken rule folder.",
                           [](const InstanceStatus& instance) { return Count(instance.faults.size()); });
}

void add_shadow(Page& page) {
  page.add_instance_metric(
      "shadow_same_texts_total", "counter", "Texts that rules-next decides as the rules in force do.",
      [](const InstanceStatus& instance) { return instance.shadow ? Count(instance.shadow->texts.same) : Count(); });
  page.add_instance_rows("shadow_changed_texts_total", "counter",
                         "Texts that rules-next decides differently, by both outcomes.",
                         [&](const InstanceStatus& instance, const Labels& labels) {
                           if (!instance.shadow) return;
                           for (const auto& [change, texts] : instance.shadow->texts.changed) {
                             const Labels before = Page::with(labels, {"in_force", name(change.first)});
                             page.row("", Page::with(before, {"next", name(change.second)}), texts);
                           }
                         });
  page.add_instance_metric(
      "shadow_passed_over_texts_total", "counter", "Texts that came too fast for rules-next.",
      [](const InstanceStatus& instance) { return instance.shadow ? Count(instance.shadow->passed_over) : Count(); });
}

void add_register(Page& page, const RegisterFigures& figures) {
  page.add_register_metric("register_records_total", "counter", "Records that were ever written into the log.",
                           figures.records);
  page.add_register_metric("register_file_bytes", "gauge", "Size of the register's file.", figures.file_bytes);
  page.add_register_metric("register_used_bytes", "gauge", "Address space ever used; it shrinks only by compaction.",
                           figures.used_bytes);
  page.add_register_metric("register_map_bytes", "gauge", "Address space reserved; it grows when it is full.",
                           figures.map_bytes);
  page.add_register_metric("register_readers", "gauge", "Programs that read the register now.", figures.readers);
  page.add_register_metric("register_reader_lag_commits", "gauge",
                           "Commits since the oldest reader began; pages freed since then are not reused.",
                           figures.commits_behind);
  page.add_register_metric("register_stale_readers_total", "counter", "Slots of killed readers that were cleared.",
                           figures.stale_readers);
}

}  // namespace

std::string render_exposition(std::span<const InstanceStatus> instances,
                              const std::optional<RegisterFigures>& the_register) {
  Page page(instances);
  page.add_instance_metric("start_timestamp_seconds", "gauge", "When the library started.",
                           [](const InstanceStatus& instance) { return Time(seconds_of(instance.figures.started)); });
  page.add_instance_metric("report_timestamp_seconds", "gauge", "When the library last reported.",
                           [](const InstanceStatus& instance) { return Time(seconds_of(instance.at)); });
  add_texts(page);
  add_rules(page);
  add_shadow(page);
  if (the_register) add_register(page, *the_register);
  return std::move(page).text();
}

}  // namespace permit
