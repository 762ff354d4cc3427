#include "certificate/page.h"

#include <algorithm>
#include <qrcodegen/QrCode.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "certificate/paper.h"
#include "certificate/qr_text.h"
#include "certificate/wording.h"
#include "core/version.h"

namespace permit::certificate {

namespace {

constexpr const char* kSerif = "DejaVu Serif";
constexpr const char* kSans = "DejaVu Sans";
constexpr const char* kMono = "DejaVu Sans Mono";

constexpr Style kTitle{"DejaVu Serif Bold 25", 1, PANGO_ALIGN_CENTER, 2};
constexpr Style kSubtitle{"DejaVu Serif Italic 12", 1, PANGO_ALIGN_CENTER};
constexpr Style kService{"DejaVu Sans 9", 2};
constexpr Style kNumber{"DejaVu Sans Bold 15", 1, PANGO_ALIGN_RIGHT, 1};
constexpr Style kDocument{"DejaVu Sans Mono Bold 19", 2};
constexpr Style kLabel{"DejaVu Sans 7.5", 2};
constexpr Style kMomentLabel{"DejaVu Sans 7.5", 2, PANGO_ALIGN_RIGHT};
constexpr Style kMoment{"DejaVu Sans Bold 11", 2, PANGO_ALIGN_RIGHT};
constexpr Style kPurposeCode{"DejaVu Serif Bold 20", 1, PANGO_ALIGN_CENTER};
constexpr Style kLongPurposeCode{"DejaVu Serif Bold 13", 1, PANGO_ALIGN_CENTER};
constexpr Style kName{"DejaVu Serif Bold 11.5", 3};
constexpr Style kValid{"DejaVu Sans Bold 10", 2};
constexpr Style kValue{"DejaVu Sans 8.5", 4};
constexpr Style kPlaces{"DejaVu Sans 8.5", 6};
constexpr Style kCheckLabel{"DejaVu Sans 7.5", 1, PANGO_ALIGN_RIGHT};
constexpr Style kCheckCode{"DejaVu Sans Mono Bold 12", 3, PANGO_ALIGN_RIGHT};
constexpr Style kMore{"DejaVu Sans Oblique 9", 1};
constexpr Style kSmall{"DejaVu Sans 7.5", 4};
constexpr Style kHash{"DejaVu Sans Mono 6.5", 1};

constexpr double kMargin = mm(20);
constexpr double kWidth = kPaperWidth - 2 * kMargin;
constexpr double kRight = kMargin + kWidth;
constexpr double kQrSide = mm(42);
constexpr double kFootTop = kPaperHeight - mm(18) - kQrSide;
constexpr double kQuiet = 17;  // four modules of QR version 3, ISO/IEC 18004 6.3.8
constexpr double kPurposeSide = 32;
constexpr double kIndent = kPurposeSide + 14;
constexpr double kCheckWidth = 112;
constexpr double kLabelWidth = 92;
constexpr double kBodyWidth = kWidth - kIndent;
constexpr double kLeading = 3;
constexpr double kGap = 11;

/// `7K3M-9QX4-…`: people compare four characters at a time.
std::string grouped(const std::string& code) {
  constexpr std::size_t kGroup = 4;
  std::string groups;
  for (std::size_t at = 0; at < code.size(); at += kGroup) groups += (at > 0 ? "-" : "") + code.substr(at, kGroup);
  return groups;
}

/// Text at positions relative to a block not yet placed.
struct Block {
  struct Item {
    double x;
    double y;
    LaidText text;
  };
  std::vector<Item> items;
  double height = 0;
};

class Page {
 public:
  Page(Paper& paper, const Certificate& certificate)
      : paper_(paper), certificate_(certificate), words_(*words_in(certificate.language)) {}

  void draw() {
    draw_head();
    draw_holder();
    draw_foot(draw_permits());
  }

 private:
  // ---- Head

  void draw_head() {
    constexpr double kNumberWidth = 200;
    double y = mm(18);
    const LaidText number = paper_.lay(certificate_.service_number, kNumber, kNumberWidth);
    const LaidText service = paper_.lay(certificate_.service_name, kService, kWidth - kNumberWidth - 12);
    const double down = number.baseline() - service.baseline();
    paper_.put(number, kRight - kNumberWidth, y);
    paper_.put(service, kMargin, y + down);
    y += std::max(number.height(), down + service.height()) + 4;
    paper_.rule(kMargin, y, kWidth, 0.6);
    y += mm(6);
    const LaidText title = paper_.lay(words_.title, kTitle, kWidth);
    paper_.put(title, kMargin, y);
    y += title.height() + 1;
    const LaidText subtitle = paper_.lay(words_.subtitle, kSubtitle, kWidth);
    paper_.put(subtitle, kMargin, y);
    y_ = y + subtitle.height() + mm(7);
  }

  void draw_holder() {
    constexpr double kMomentWidth = 190;
    paper_.rule(kMargin, y_, kWidth, 1.6);
    y_ += 8;
    const LaidText document_label = paper_.lay(words_.document, kLabel, kWidth - kMomentWidth - 12);
    paper_.put(document_label, kMargin, y_);
    paper_.put(paper_.lay(words_.as_of, kMomentLabel, kMomentWidth), kRight - kMomentWidth, y_);
    y_ += document_label.height() + 2;
    const LaidText document = paper_.lay(certificate_.document, kDocument, kWidth - kMomentWidth - 12);
    const LaidText moment = paper_.lay(render_date_and_clock(certificate_.at, words_), kMoment, kMomentWidth);
    paper_.put(document, kMargin, y_);
    const double down = document.baseline() - moment.baseline();
    paper_.put(moment, kRight - kMomentWidth, y_ + down);
    y_ += std::max(document.height(), down + moment.height()) + 8;
    paper_.rule(kMargin, y_, kWidth, 1.6);
    y_ += kGap;
  }

  // ---- Permits

  /// Returns the number of permits drawn.
  std::size_t draw_permits() {
    const std::size_t count = certificate_.permits.size();
    const double room = kFootTop - kQuiet - kGap - y_;
    const double more_height = paper_.lay(filled(words_.more, std::to_string(count)), kMore, kWidth).height() + kGap;
    std::vector<Block> blocks;
    double used = 0;
    while (blocks.size() < count) {
      Block block = lay(certificate_.permits[blocks.size()]);
      const bool last = blocks.size() + 1 == count;
      if (used + block.height + (last ? 0 : more_height) > room) break;
      used += block.height + 2 * kGap;
      blocks.push_back(std::move(block));
    }
    for (std::size_t at = 0; at < blocks.size(); ++at) {
      if (at > 0) paper_.rule(kMargin, y_ - kGap, kWidth, 0.4);
      draw(blocks[at], certificate_.permits[at].code);
    }
    if (const std::size_t more = count - blocks.size(); more > 0) {
      paper_.rule(kMargin, y_ - kGap, kWidth, 0.4);
      paper_.put(paper_.lay(filled(words_.more, std::to_string(more)), kMore, kWidth), kMargin, y_);
    }
    return blocks.size();
  }

  Block lay(const CertifiedPermit& permit) {
    Block block;
    const double check_code_end = permit.check_code.empty() ? 0 : add_check_code(block, permit.check_code);
    LaidText name = paper_.lay(permit.name, kName, kBodyWidth - kCheckWidth - 14);
    block.height = name.height() + 5;
    block.items.push_back({kIndent, 0, std::move(name)});
    const auto add_row = [&](const char* label, const std::string& value, const Style& style) {
      if (!value.empty()) add(block, label, value, style, block.height < check_code_end ? kCheckWidth + 14 : 0);
    };
    add_row(words_.valid, period(permit), kValid);
    add_row(words_.plate, permit.plate, kValue);
    add_row(words_.places, places(permit), kPlaces);
    add_row(words_.basis, basis(permit), kValue);
    add_row(words_.source, source(permit), kValue);
    block.height = std::max({block.height - kLeading, check_code_end, kPurposeSide});
    return block;
  }

  /// Adds the check code, upper right; returns its end y.
  double add_check_code(Block& block, const std::string& check_code) {
    constexpr double kDown = 3;
    LaidText label = paper_.lay(words_.check_code, kCheckLabel, kCheckWidth);
    LaidText code = paper_.lay(grouped(check_code), kCheckCode, kCheckWidth);
    const double code_y = kDown + label.height() + 2;
    const double end = code_y + code.height();
    block.items.push_back({kWidth - kCheckWidth, kDown, std::move(label)});
    block.items.push_back({kWidth - kCheckWidth, code_y, std::move(code)});
    return end;
  }

  /// Adds a row of the permit's table, narrower by `reserved_width`.
  void add(Block& block, const char* label, const std::string& value, const Style& style, double reserved_width) {
    LaidText name = paper_.lay(label, kLabel, kLabelWidth - 6);
    LaidText text = paper_.lay(value, style, kBodyWidth - kLabelWidth - reserved_width);
    const double down = text.baseline() - name.baseline();
    const double height = std::max(text.height(), name.height() + down);
    block.items.push_back({kIndent, block.height + down, std::move(name)});
    block.items.push_back({kIndent + kLabelWidth, block.height, std::move(text)});
    block.height += height + kLeading;
  }

  void draw(const Block& block, const std::string& code) {
    if (!code.empty()) {
      paper_.frame(kMargin + 0.6, y_ + 1, kPurposeSide, kPurposeSide, 1.2);
      const LaidText numeral = paper_.lay(code, code.size() > 1 ? kLongPurposeCode : kPurposeCode, kPurposeSide);
      paper_.put(numeral, kMargin + 0.6, y_ + 1 + (kPurposeSide - numeral.height()) / 2);
    }
    for (const Block::Item& item : block.items) paper_.put(item.text, kMargin + item.x, y_ + item.y);
    y_ += block.height + 2 * kGap;
  }

  std::string period(const CertifiedPermit& permit) const {
    const std::string from = render_date_and_clock(permit.from, words_) + " – ";
    if (!permit.until) return from + words_.no_end;
    const bool same_day = render_date(permit.from, words_) == render_date(*permit.until, words_);
    return from + (same_day ? render_clock(*permit.until) : render_date_and_clock(*permit.until, words_));
  }

  /// A place may be a group with a list of names: `cities: Baku, Ganja`.
  static std::string places(const CertifiedPermit& permit) {
    const bool lists = std::any_of(permit.places.begin(), permit.places.end(),
                                   [](const std::string& place) { return place.find(',') != std::string::npos; });
    return joined(permit.places, lists ? "; " : ", ");
  }

  static std::string basis(const CertifiedPermit& permit) {
    std::vector<std::string> parts;
    if (permit.decree) parts = {permit.decree->title + " (" + permit.decree->id + ")"};
    if (!permit.clause.empty()) parts.push_back(permit.clause);
    return joined(parts, "; ");
  }

  std::string source(const CertifiedPermit& permit) const {
    if (!permit.standing) return filled(words_.by_text, certificate_.service_number);
    std::vector<std::string> parts = {filled(words_.standing, permit.standing->kind)};
    for (const std::string& part : {permit.standing->issuer, permit.standing->activity}) {
      if (!part.empty()) parts.push_back(part);
    }
    return joined(parts, "; ");
  }

  static std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string whole;
    for (const std::string& part : parts) whole.append(whole.empty() ? "" : between).append(part);
    return whole;
  }

  // ---- Foot

  void draw_foot(std::size_t shown) {
    paper_.rule(kMargin, kFootTop - kQuiet, kWidth, 1.6);
    draw_qr(render_qr_text(certificate_, shown));
    const double x = kMargin + kQrSide + kQuiet;
    const double width = kRight - x;
    double y = kFootTop;
    for (const char* words : {words_.what_the_code_says, words_.caveat}) {
      const LaidText text = paper_.lay(words, kSmall, width);
      paper_.put(text, x, y);
      y += text.height() + 5;
    }
    // From the bottom up, aligned with the bottom of the QR code.
    const LaidText hash = paper_.lay(certificate_.rules, kHash, width);
    const LaidText rules = paper_.lay(words_.rules, kLabel, width);
    const LaidText issued =
        paper_.lay(std::string(words_.issued) + " " + render_date_and_clock(certificate_.issued, words_) + " (" +
                       certificate_.zone + ")",
                   kValue, width);
    y = kFootTop + kQrSide - hash.height();
    paper_.put(hash, x, y);
    y -= rules.height() + 1;
    paper_.put(rules, x, y);
    y -= issued.height() + 5;
    paper_.put(issued, x, y);
  }

  /// Draws black modules as rectangles, one for each run in a row. The white paper is the quiet zone.
  void draw_qr(const std::string& text) {
    const auto code = qrcodegen::QrCode::encodeText(text.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    const int size = code.getSize();
    const double module = kQrSide / size;
    for (int row = 0; row < size; ++row) {
      for (int from = 0, until = 0; from < size; from = until + 1) {
        for (until = from; until < size && code.getModule(until, row);) ++until;
        if (until > from) {
          paper_.add_rectangle(kMargin + from * module, kFootTop + row * module, (until - from) * module, module);
        }
      }
    }
    paper_.fill_rectangles();
  }

  Paper& paper_;
  const Certificate& certificate_;
  const PageWords& words_;
  double y_ = 0;  ///< where the next block begins
};

}  // namespace

Result<std::string> render_page(const Certificate& certificate) {
  const PageWords& words = *words_in(certificate.language);
  auto paper = Paper::open({std::string(words.title) + ": " + certificate.document, certificate.service_name,
                            std::string("permit8103 ") + kVersion, certificate.issued},
                           {kSerif, kSans, kMono});
  if (!paper) return paper.error();
  Page(**paper, certificate).draw();
  return (*paper)->finish();
}

}  // namespace permit::certificate
