// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/formats.h"

#include <unicode/dtptngen.h>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <map>
#include <mutex>
#include <stdexcept>

namespace frontdesk::view {
namespace {

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

/// The narrow and no-break spaces of newer locale data break searching a page and comparing texts.
std::string with_ordinary_spaces(icu::UnicodeString text) {
  text.findAndReplace(icu::UnicodeString(static_cast<UChar32>(0x202F)), icu::UnicodeString(" "));
  text.findAndReplace(icu::UnicodeString(static_cast<UChar32>(0x00A0)), icu::UnicodeString(" "));
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::Locale locale_of(const std::string& tag) {
  UErrorCode status = U_ZERO_ERROR;
  auto locale = icu::Locale::forLanguageTag(tag, status);
  return U_SUCCESS(status) ? locale : icu::Locale::getUS();
}

/// Wall time as the number of milliseconds that a clock in UTC would need to show it.
UDate as_if_utc(LocalDate date, Minutes since_midnight) {
  return static_cast<UDate>(std::chrono::duration_cast<std::chrono::milliseconds>(date.time_since_epoch() + since_midnight).count());
}

}  // namespace

struct Formats::Patterns {
  std::unique_ptr<icu::SimpleDateFormat> long_date;
  std::unique_ptr<icu::SimpleDateFormat> short_date;
  std::unique_ptr<icu::SimpleDateFormat> time_of_day;
  std::unique_ptr<icu::SimpleDateFormat> date_and_time;

  static std::string write(const icu::SimpleDateFormat& format, UDate when) {
    icu::UnicodeString out;
    format.format(when, out);
    return with_ordinary_spaces(out);
  }
};

/// Both names of each zone that was asked for: finding one takes ICU longer than a page has. The system knows some 600 zones.
struct Formats::ZoneNames {
  struct Known {
    std::unique_ptr<icu::TimeZone> zone;
    std::string standard;
    std::string summer;
  };
  icu::Locale locale;
  std::mutex mutex;
  std::map<std::string, Known, std::less<>> known;

  std::string name(std::string_view zone, UDate when) {
    const std::lock_guard lock(mutex);
    auto found = known.find(zone);
    if (found == known.end()) {
      Known one{.zone = std::unique_ptr<icu::TimeZone>(icu::TimeZone::createTimeZone(unicode(zone))), .standard = {}, .summer = {}};
      one.standard = display_name(*one.zone, false);
      one.summer = display_name(*one.zone, true);
      found = known.emplace(zone, std::move(one)).first;
    }
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t offset = 0;
    std::int32_t ahead = 0;
    found->second.zone->getOffset(when, false, offset, ahead, status);
    return ahead != 0 ? found->second.summer : found->second.standard;
  }

 private:
  [[nodiscard]] std::string display_name(const icu::TimeZone& zone, bool is_summer) const {
    icu::UnicodeString name;
    zone.getDisplayName(is_summer, icu::TimeZone::LONG, locale, name);
    return with_ordinary_spaces(name);
  }
};

Formats::Formats(std::string locale, const Zones& zones) : locale_(std::move(locale)), zones_(zones), patterns_(std::make_unique<Patterns>()), zone_names_(std::make_unique<ZoneNames>()) {
  UErrorCode status = U_ZERO_ERROR;
  const auto where = locale_of(locale_);
  zone_names_->locale = where;
  const std::unique_ptr<icu::DateTimePatternGenerator> generator(icu::DateTimePatternGenerator::createInstance(where, status));
  if (U_FAILURE(status) != 0) throw std::runtime_error("ICU has no data for locale " + locale_);
  const auto make = [&](const char* skeleton) {
    const auto pattern = generator->getBestPattern(icu::UnicodeString(skeleton), status);
    auto format = std::make_unique<icu::SimpleDateFormat>(pattern, where, status);
    if (U_FAILURE(status) != 0) throw std::runtime_error("ICU has no date formats for locale " + locale_);
    format->adoptTimeZone(icu::TimeZone::createTimeZone("Etc/UTC"));
    return format;
  };
  patterns_->long_date = make("yMMMMEEEEd");
  patterns_->short_date = make("MMMEd");
  patterns_->time_of_day = make("jmm");
  patterns_->date_and_time = make("yMMMMEEEEdjmm");
}

Formats::~Formats() = default;

bool Formats::is_right_to_left() const { return locale_of(locale_).isRightToLeft() != 0; }

std::string Formats::long_date(LocalDate date) const { return Patterns::write(*patterns_->long_date, as_if_utc(date, Minutes{0})); }

std::string Formats::short_date(LocalDate date) const { return Patterns::write(*patterns_->short_date, as_if_utc(date, Minutes{0})); }

std::string Formats::time_of_day(Instant at, std::string_view zone) const {
  return Patterns::write(*patterns_->time_of_day, as_if_utc(LocalDate{}, zones_.wall_time_at(at, zone).since_midnight()));
}

std::string Formats::date_and_time(Instant at, std::string_view zone) const {
  return Patterns::write(*patterns_->date_and_time, as_if_utc(zones_.date_at(at, zone), zones_.wall_time_at(at, zone).since_midnight()));
}

std::string Formats::zone_name(std::string_view zone, Instant at) const {
  if (!zones_.is_known(zone)) throw std::invalid_argument("unknown time zone " + std::string(zone));
  return zone_names_->name(zone, static_cast<UDate>(std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count()));
}

std::string Formats::money(std::string_view amount, std::string_view currency) const {
  UErrorCode status = U_ZERO_ERROR;
  const icu::CurrencyUnit unit(icu::StringPiece(currency.data(), static_cast<std::int32_t>(currency.size())), status);
  icu::UnicodeString text;
  if (U_SUCCESS(status)) {
    text = icu::number::NumberFormatter::withLocale(locale_of(locale_))
               .unit(unit)
               .formatDecimal(icu::StringPiece(amount.data(), static_cast<std::int32_t>(amount.size())), status)
               .toString(status);
  }
  if (U_FAILURE(status) != 0) return std::string(amount) + ' ' + std::string(currency);
  return with_ordinary_spaces(text);
}

}  // namespace frontdesk::view
