#include "certificate/wording.h"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace permit::certificate {

namespace {

constexpr PageWords kLanguages[] = {
    {.language = "az",
     .title = "ARAYIŞ",
     .subtitle = "yaşayış yerini tərk etmək icazəsi barədə",
     .document = "Şəxsiyyəti təsdiq edən sənəd",
     .as_of = "Reyestrin vəziyyəti",
     .valid = "Qüvvədədir",
     .no_end = "müddətsiz",
     .plate = "Nəqliyyat vasitəsi",
     .places = "Ərazi",
     .basis = "Əsas",
     .source = "Mənbə",
     .by_text = "{} nömrəsinə göndərilmiş SMS",
     .standing = "daimi icazə «{}»",
     .check_code = "Yoxlama kodu",
     .more = "və daha {} icazə: bu səhifəyə sığmır, reyestrdə var",
     .what_the_code_says = "QR kodda sənəd, hər icazənin məqsədi, bitmə vaxtı və yoxlama kodu yazılıb. Yoxlama kodu "
                           "yalnız bu sənəd və bu icazə üçün düzgündür.",
     .caveat = "Arayış reyestrin yuxarıda göstərilən andakı vəziyyətini bildirir. İcazə sonradan ləğv oluna "
               "bilər: reyestrdəki qeyd əsas götürülür.",
     .issued = "Verilib",
     .rules = "Qaydalar",
     .months = {"yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr", "noyabr",
                "dekabr"}},
    {.language = "en",
     .title = "CERTIFICATE",
     .subtitle = "of permission to leave the place of residence",
     .document = "Identity document",
     .as_of = "State of the register",
     .valid = "Valid",
     .no_end = "no end",
     .plate = "Vehicle",
     .places = "Places",
     .basis = "Basis",
     .source = "Source",
     .by_text = "text message to {}",
     .standing = "standing permit “{}”",
     .check_code = "Check code",
     .more = "and {} more, which do not fit on this page; the register has them",
     .what_the_code_says =
         "The QR code contains the document and, for each permit, its purpose, its end and its check code. "
         "A check code is valid only for this document and this permit.",
     .caveat = "This page shows the state of the register at the moment named above. A permit may be revoked "
               "later; the register decides.",
     .issued = "Issued",
     .rules = "Rules",
     .months = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December"}},
    {.language = "ru",
     .title = "СПРАВКА",
     .subtitle = "о разрешении покинуть место жительства",
     .document = "Документ, удостоверяющий личность",
     .as_of = "Состояние реестра",
     .valid = "Действует",
     .no_end = "бессрочно",
     .plate = "Автомобиль",
     .places = "Территория",
     .basis = "Основание",
     .source = "Источник",
     .by_text = "SMS на номер {}",
     .standing = "постоянное разрешение «{}»",
     .check_code = "Код проверки",
     .more = "и ещё {}: на странице нет места, в реестре они есть",
     .what_the_code_says = "QR-код содержит документ, а для каждого разрешения – цель, время окончания и код проверки. "
                           "Код проверки верен только для этого документа и этого разрешения.",
     .caveat = "Справка показывает состояние реестра на указанное выше время. Разрешение может быть отозвано "
               "позже: решает запись в реестре.",
     .issued = "Выдана",
     .rules = "Правила",
     .months = {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
                "ноября", "декабря"}},
};

/// U+00A0, no-break space.
constexpr const char* kSpace = "\u00A0";

}  // namespace

const PageWords* words_in(std::string_view language) {
  const auto* found = std::find_if(std::begin(kLanguages), std::end(kLanguages),
                                   [&](const PageWords& words) { return words.language == language; });
  return found == std::end(kLanguages) ? nullptr : found;
}

std::string languages() {
  std::string all;
  for (const PageWords& words : kLanguages) all += (all.empty() ? "" : ", ") + std::string(words.language);
  return all;
}

std::string filled(std::string_view words, std::string_view value) {
  std::string whole(words);
  if (const auto at = whole.find("{}"); at != std::string::npos) whole.replace(at, 2, value);
  return whole;
}

std::string render_date(LocalTime time, const PageWords& words) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
  return std::to_string(static_cast<unsigned>(date.day())) + kSpace +
         words.months[static_cast<unsigned>(date.month()) - 1] + kSpace + std::to_string(static_cast<int>(date.year()));
}

std::string render_clock(LocalTime time) {
  const std::string whole = render_local_time(time);
  const std::string clock = whole.substr(whole.find('T') + 1);
  return clock.ends_with(":00") ? clock.substr(0, clock.size() - 3) : clock;
}

std::string render_date_and_clock(LocalTime time, const PageWords& words) {
  return render_date(time, words) + "," + kSpace + render_clock(time);
}

}  // namespace permit::certificate
