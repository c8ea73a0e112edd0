// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <limits>

#include "domain/practice_file_reader.h"

namespace frontdesk {
namespace practice_file {
namespace {

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view alphanumerics = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

constexpr std::size_t longest_setting = 60000;  // as a TEXT column holds it

bool consists_of(std::string_view text, std::string_view characters) { return text.find_first_not_of(characters) == std::string_view::npos; }

/// The shape of a BCP 47 tag: language, then parts of up to eight letters and digits.
bool is_locale(std::string_view text) {
  if (text.size() > 35) return false;
  const std::string_view language = text.substr(0, text.find('-'));
  if (language.size() < 2 || language.size() > 3 || !consists_of(language, letters)) return false;
  text.remove_prefix(language.size());
  while (!text.empty()) {
    text.remove_prefix(1);
    const std::string_view part = text.substr(0, text.find('-'));
    if (part.empty() || part.size() > 8 || !consists_of(part, alphanumerics)) return false;
    text.remove_prefix(part.size());
  }
  return true;
}

bool is_web_address(std::string_view text) {
  const std::string_view rest = text.starts_with("https://") ? text.substr(8) : text.starts_with("http://") ? text.substr(7) : std::string_view();
  return !rest.empty() && rest.front() != '/' && text.find_first_of(" \"<>\\^`{|}") == std::string_view::npos;
}

Rules read_rules(const Json& json, Reading& reading) {
  JsonFields fields(json, "/practice/rules", reading.errors);
  Rules rules;
  rules.min_notice = Minutes{fields.whole_number("min_notice_minutes", 0, 525600).value_or(1440)};
  rules.advance_days = fields.whole_number("advance_days", 0, 730).value_or(60);
  rules.buffer_before = Minutes{fields.whole_number("buffer_before_minutes", 0, 720).value_or(0)};
  rules.buffer_after = Minutes{fields.whole_number("buffer_after_minutes", 0, 720).value_or(0)};
  rules.slot_interval = read_slot_interval(fields);
  fields.finish();
  return rules;
}

void read_third_party(const Json& json, Practice& practice, Reading& reading) {
  JsonFields fields(json, "/practice/third_party", reading.errors);
  practice.accepts_representatives = fields.flag("representative", false);
  practice.accepts_helpers = fields.flag("helper", false);
  fields.finish();
}

void read_settings(const Json& json, Practice& practice, Reading& reading) {
  const std::string pointer = "/practice/settings";
  if (!json.is_object()) {
    reading.error(pointer, "must be an object: setting ids and their values");
    return;
  }
  for (const auto& [id, value] : json.items()) {
    const std::string here = pointer_below(pointer, id);
    if (!is_setting_id(id)) {
      reading.error(here, "is no setting id: it is written like inquiry_form.answer_days");
      continue;
    }
    const auto& specs = reading.settings.specs;
    const auto spec = std::find_if(specs.begin(), specs.end(), [&, name = id](const SettingSpec& s) { return s.id == name; });
    if (spec != specs.end()) {
      if (const auto problem = setting_problem(*spec, value)) reading.error(here, *problem);
    } else if (const auto& owners = reading.settings.owners; std::find(owners.begin(), owners.end(), id.substr(0, id.find('.'))) != owners.end()) {
      reading.error(here, "there is no such setting");
    } else {
      reading.warnings.push_back({.pointer = here, .words = "belongs to a plugin that isn't loaded here; kept as it is"});
    }
    std::string text = value.dump();
    if (text.size() > longest_setting) reading.error(here, "is longer than " + std::to_string(longest_setting) + " bytes");
    practice.settings.emplace(id, std::move(text));
  }
}

void read_contact(JsonFields& fields, Practice& practice) {
  practice.phone = fields.text("phone", {.longest = 64});
  practice.email = fields.text("email", {.longest = 254});
  if (!practice.email.empty() && !is_email(practice.email)) fields.problem("email", "must be one e-mail address, such as hello@practice.example");
  practice.website = fields.text("website", {.longest = 500});
  if (!practice.website.empty() && !is_web_address(practice.website)) fields.problem("website", "must be an address that begins with https:// or http://");
}

void read_previous_names(JsonFields& fields, Practice& practice, Reading& reading) {
  fields.each_text("previous_link_names", [&](const std::string& text, const std::string& pointer) {
    const auto name = LinkName::parse(text);
    if (!name) {
      reading.error(pointer, words_of(name.error()));
    } else if (*name == practice.link_name) {
      reading.error(pointer, "is the present name");
    } else {
      practice.previous_link_names.push_back(*name);
    }
  });
}

}  // namespace

std::string read_zone(JsonFields& fields, std::string_view key, Presence presence, Reading& reading) {
  const std::size_t errors = reading.errors.size();
  std::string zone = fields.text(key, {.longest = 64, .presence = presence});
  if (!fields.has(key) || reading.errors.size() != errors) return {};
  if (reading.zones.is_known(zone)) return zone;
  fields.problem(key, "is no time zone that this machine knows: write an IANA name such as America/New_York");
  return {};
}

SlotInterval read_slot_interval(JsonFields& fields) {
  constexpr std::string_view key = "slot_interval_minutes";
  const Json* given = fields.value(key);
  if (given == nullptr || given->is_null()) return {};
  if (given->is_string() && given->get_ref<const std::string&>() == "duration") return {.kind = SlotInterval::Kind::duration};
  if (given->is_number_integer() && *given >= 5 && *given <= 720) return {.kind = SlotInterval::Kind::minutes, .minutes = Minutes{given->get<int>()}};
  fields.problem(key, "must be a whole number from 5 to 720, \"duration\" or null");
  return {};
}

ClientTypes read_client_types(JsonFields& fields) {
  ClientTypes types;
  std::vector<std::string_view> words;
  for (const ClientType type : all_client_types) words.push_back(to_string(type));
  const std::vector<std::size_t> chosen = fields.choices("client_types", words);
  for (const std::size_t index : chosen) types.add(all_client_types.at(index));
  const Json* given = fields.value("client_types");
  if (given != nullptr && given->is_array() && given->empty()) fields.problem("client_types", "must name at least one, or be left out");
  return types;
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.find('@', at + 1) != std::string_view::npos) return false;
  if (text.find_first_of(" \t\n\"(),:;<>[\\]") != std::string_view::npos) return false;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  const auto dots_stand_alone = [](std::string_view part) { return part.front() != '.' && part.back() != '.' && part.find("..") == std::string_view::npos; };
  return domain.find('.') != std::string_view::npos && dots_stand_alone(domain) && dots_stand_alone(local) && domain.front() != '-' && domain.back() != '-';
}

Practice read_practice(const Json& json, Reading& reading) {
  JsonFields fields(json, "/practice", reading.errors);
  Practice practice{.link_name = fields.link_name("link_name").value_or(stand_in_name())};
  practice.name = fields.text("name", {.longest = longest_name, .presence = Presence::required});
  practice.timezone = read_zone(fields, "timezone", Presence::required, reading);
  read_previous_names(fields, practice, reading);
  if (fields.value("locale") != nullptr) {
    practice.locale = fields.text("locale", {.longest = 35, .presence = Presence::required});
    if (!practice.locale.empty() && !is_locale(practice.locale)) fields.problem("locale", "must be a language tag such as en-US");
  }
  practice.introduction = fields.text("introduction", {.longest = longest_text, .lines = TextLines::several});
  read_contact(fields, practice);
  practice.crisis_notice = fields.text("crisis_notice", {.longest = longest_text, .lines = TextLines::several});
  practice.public_scheduling = fields.flag("public_scheduling", true);
  if (fields.has("client_types")) {
    practice.client_types = read_client_types(fields);
  } else {
    static_cast<void>(fields.value("client_types"));
  }
  if (const Json* third_party = fields.value("third_party")) read_third_party(*third_party, practice, reading);
  if (const auto factor = fields.choice("second_factor", {"required", "optional"})) {
    practice.second_factor = *factor == 0 ? SecondFactor::required : SecondFactor::optional;
  }
  if (const Json* rules = fields.value("rules")) practice.rules = read_rules(*rules, reading);
  if (const Json* settings = fields.value("settings")) read_settings(*settings, practice, reading);
  fields.finish();
  return practice;
}

}  // namespace practice_file

bool is_setting_id(std::string_view id) {
  using practice_file::consists_of;
  const auto dot = id.find('.');
  if (id.size() > 96 || dot == std::string_view::npos || dot == 0) return false;
  if (!consists_of(id, "abcdefghijklmnopqrstuvwxyz0123456789_.") || id.front() < 'a') return false;
  return id.back() != '.' && id.find("..") == std::string_view::npos;
}

std::optional<std::string> setting_problem(const SettingSpec& spec, const Json& value) {
  const std::string range = std::to_string(spec.minimum) + " to " + std::to_string(spec.maximum);
  switch (spec.type) {
    case SettingSpec::Type::text: {
      if (!value.is_string()) return "must be text";
      const auto& text = value.get_ref<const std::string&>();
      const auto length = static_cast<std::int64_t>(count_characters(text));
      if (!is_plain_text(text, TextLines::several)) return "must not hold control characters";
      if (length < spec.minimum || length > spec.maximum) return "must have " + range + " characters";
      return std::nullopt;
    }
    case SettingSpec::Type::number: {
      const bool fits = value.is_number_integer() && !(value.is_number_unsigned() && value.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max());
      if (!fits || value.get<std::int64_t>() < spec.minimum || value.get<std::int64_t>() > spec.maximum) return "must be a whole number from " + range;
      return std::nullopt;
    }
    case SettingSpec::Type::flag:
      if (!value.is_boolean()) return "must be true or false";
      return std::nullopt;
    case SettingSpec::Type::choice:
      if (value.is_string() && std::find(spec.choices.begin(), spec.choices.end(), value.get_ref<const std::string&>()) != spec.choices.end()) return std::nullopt;
      return "must be " + either_of({spec.choices.begin(), spec.choices.end()});
  }
  return std::nullopt;
}

}  // namespace frontdesk
