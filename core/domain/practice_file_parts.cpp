// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "domain/practice_file_reader.h"

namespace frontdesk::practice_file {
namespace {

// ISO 4217, active codes of money that is paid with.
constexpr std::string_view currencies =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE "
    "CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES "
    "KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR "
    "NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND "
    "TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

bool is_currency(std::string_view code) {
  for (std::size_t at = 0; at < currencies.size(); at += 4) {
    if (currencies.substr(at, 3) == code) return true;
  }
  return false;
}

/// Up to twelve digits and up to four decimals, no sign, no needless zero in front.
bool is_amount(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  const auto dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  if (whole.empty() || whole.size() > 12 || whole.find_first_not_of(digits) != std::string_view::npos) return false;
  if (whole.size() > 1 && whole.front() == '0') return false;
  if (dot == std::string_view::npos) return true;
  const std::string_view decimals = text.substr(dot + 1);
  return !decimals.empty() && decimals.size() <= 4 && decimals.find_first_not_of(digits) == std::string_view::npos;
}

std::optional<Price> read_price(JsonFields& service, Reading& reading) {
  const Json* given = service.value("price");
  if (given == nullptr) return std::nullopt;
  JsonFields fields(*given, service.at("price"), reading.errors);
  Price price;
  price.amount = fields.text("amount", {.longest = 20, .presence = Presence::required});
  if (!price.amount.empty() && !is_amount(price.amount)) fields.problem("amount", "must be a decimal number as text, such as \"160.00\"");
  price.currency = fields.text("currency", {.longest = 20, .presence = Presence::required});
  if (!price.currency.empty() && !is_currency(price.currency)) fields.problem("currency", "must be an ISO 4217 code such as USD");
  fields.finish();
  return price;
}

ProviderRules read_rules(const Json& json, const std::string& pointer, Reading& reading) {
  JsonFields fields(json, pointer, reading.errors);
  const auto minutes = [&](std::string_view key, int most) -> std::optional<Minutes> {
    const auto number = fields.whole_number(key, 0, most);
    return number ? std::optional(Minutes{*number}) : std::nullopt;
  };
  ProviderRules rules;
  rules.min_notice = minutes("min_notice_minutes", 525600);
  rules.advance_days = fields.whole_number("advance_days", 0, 730);
  rules.buffer_before = minutes("buffer_before_minutes", 720);
  rules.buffer_after = minutes("buffer_after_minutes", 720);
  rules.slot_interval = read_slot_interval(fields);
  fields.finish();
  return rules;
}

/// A link name, or an object with the provider's own duration.
std::optional<ProviderService> read_offer(const Json& json, const std::string& pointer, Reading& reading) {
  ProviderService offer;
  std::optional<ServiceId> service;
  if (json.is_string()) {
    service = find_named(reading.services, json.get_ref<const std::string&>(), "service", pointer, reading);
  } else if (json.is_object()) {
    JsonFields fields(json, pointer, reading.errors);
    service = read_reference(fields, "service", reading.services, "service", reading, Presence::required);
    if (const auto duration = fields.whole_number("duration_minutes", 5, 720, Presence::required)) offer.duration = Minutes{*duration};
    fields.finish();
  } else {
    reading.error(pointer, "must be a service's link name, or an object with service and duration_minutes");
  }
  if (!service) return std::nullopt;
  offer.service = *service;
  return offer;
}

void read_offers(JsonFields& fields, Provider& provider, Reading& reading) {
  fields.each("services", [&](const Json& item, const std::string& pointer) {
    const auto offer = read_offer(item, pointer, reading);
    if (!offer) return;
    const bool there = std::any_of(provider.services.begin(), provider.services.end(), [&](const ProviderService& s) { return s.service == offer->service; });
    if (there) {
      reading.error(pointer, "stands in this list twice");
    } else {
      provider.services.push_back(*offer);
    }
  });
}

}  // namespace

Service read_service(const Json& json, const std::string& pointer, Reading& reading) {
  JsonFields fields(json, pointer, reading.errors);
  Service service{.link_name = fields.link_name("link_name").value_or(stand_in_name())};
  service.name = fields.text("name", {.longest = longest_name, .presence = Presence::required});
  service.duration = Minutes{fields.whole_number("duration_minutes", 5, 720, Presence::required).value_or(50)};
  service.online = fields.flag("online", false);
  const ClientTypes types = read_client_types(fields);
  if (!types.is_empty()) service.client_types = types;
  service.seats = fields.whole_number("seats", 1, 100).value_or(1);
  service.description = fields.text("description", {.longest = longest_text, .lines = TextLines::several});
  service.price = read_price(fields, reading);
  service.slot_interval = read_slot_interval(fields);
  fields.finish();
  return service;
}

Location read_location(const Json& json, const std::string& pointer, Reading& reading) {
  JsonFields fields(json, pointer, reading.errors);
  Location location{.link_name = fields.link_name("link_name").value_or(stand_in_name())};
  location.name = fields.text("name", {.longest = longest_name, .presence = Presence::required});
  std::vector<std::string_view> formats;
  for (const SessionFormat format : all_session_formats) formats.push_back(to_string(format));
  if (const auto chosen = fields.choice("session_format", formats, Presence::required)) location.session_format = all_session_formats.at(*chosen);
  location.online = fields.flag("online", false);
  location.address = fields.text("address", {.longest = longest_text, .lines = TextLines::several});
  location.instructions = fields.text("instructions", {.longest = longest_text, .lines = TextLines::several});
  location.timezone = read_zone(fields, "timezone", Presence::optional, reading);
  fields.finish();
  return location;
}

Provider read_provider(const Json& json, const std::string& pointer, PracticeFile& file, Reading& reading) {
  JsonFields fields(json, pointer, reading.errors);
  const ProviderId id{file.content.providers.size() + 1};
  Provider provider{.id = id, .link_name = fields.link_name("link_name").value_or(stand_in_name()), .rules = {}};
  provider.name = fields.text("name", {.longest = longest_name, .presence = Presence::required});
  fields.each_text("previous_link_names", [&](const std::string& text, const std::string& here) {
    const auto name = LinkName::parse(text);
    if (name) {
      provider.previous_link_names.push_back(*name);
    } else {
      reading.error(here, words_of(name.error()));
    }
  });
  provider.credentials = fields.text("credentials", {.longest = longest_name});
  provider.pronouns = fields.text("pronouns", {.longest = 64});
  provider.bio = fields.text("bio", {.longest = longest_text, .lines = TextLines::several});
  provider.is_public = fields.flag("public", false);
  read_offers(fields, provider, reading);
  fields.each_text("locations", [&](const std::string& name, const std::string& here) {
    if (const auto location = find_named(reading.locations, name, "location", here, reading)) provider.locations.push_back(*location);
  });
  if (const Json* rules = fields.value("rules")) provider.rules = read_rules(*rules, fields.at("rules"), reading);
  fields.each("blocks", [&](const Json& item, const std::string& here) { provider.blocks.push_back(read_block(item, here, reading)); });
  fields.each("time_off", [&](const Json& item, const std::string& here) {
    if (auto time_off = read_time_off(item, here, reading)) {
      time_off->provider = id;
      file.time_off.push_back(std::move(*time_off));
    }
  });
  fields.finish();
  return provider;
}

}  // namespace frontdesk::practice_file
