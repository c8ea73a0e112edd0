// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plugin/practice_settings.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/utf8.h"

namespace frontdesk {

namespace {

using Json = nlohmann::json;

std::string range_of(const SettingSpec& setting) { return std::to_string(setting.minimum) + " to " + std::to_string(setting.maximum); }

std::string list_of(const std::vector<std::string>& choices) {
  std::string list;
  for (const auto& choice : choices) list += (list.empty() ? "" : ", ") + choice;
  return list;
}

}  // namespace

std::optional<std::string> problem_with(const SettingSpec& setting, std::string_view json) {
  const Json value = Json::parse(json, nullptr, false);
  switch (setting.type) {
    case SettingSpec::Type::flag:
      return value.is_boolean() ? std::nullopt : std::optional<std::string>("it is true or false");
    case SettingSpec::Type::number: {
      const bool fits = value.is_number_integer() && (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX) &&
                        value.get<std::int64_t>() >= setting.minimum && value.get<std::int64_t>() <= setting.maximum;
      return fits ? std::nullopt : std::optional<std::string>("it is a whole number from " + range_of(setting));
    }
    case SettingSpec::Type::text: {
      const bool fits = value.is_string() && is_plain_text(value.get_ref<const std::string&>(), TextLines::several) &&
                        static_cast<std::int64_t>(count_characters(value.get_ref<const std::string&>())) >= setting.minimum &&
                        static_cast<std::int64_t>(count_characters(value.get_ref<const std::string&>())) <= setting.maximum;
      return fits ? std::nullopt : std::optional<std::string>("it is a text of " + range_of(setting) + " characters");
    }
    case SettingSpec::Type::choice: {
      const bool fits = value.is_string() && std::find(setting.choices.begin(), setting.choices.end(), value.get_ref<const std::string&>()) != setting.choices.end();
      return fits ? std::nullopt : std::optional<std::string>("it is one of " + list_of(setting.choices));
    }
  }
  return "its type is unknown";
}

const SettingSpec& PracticeSettings::spec(std::string_view id) const {
  const SettingSpec* setting = plugins_.setting(id);
  const std::string_view owner = id.substr(0, id.find('.'));
  if (setting == nullptr || (!reader_.empty() && owner != "core" && owner != reader_)) {
    throw std::logic_error("the setting " + std::string(id) + " was not declared by " + (reader_.empty() ? std::string("any plugin") : reader_));
  }
  return *setting;
}

std::string PracticeSettings::value(const SettingSpec& setting) const {
  const auto stored = practice_.settings.find(setting.id);
  if (stored != practice_.settings.end() && !problem_with(setting, stored->second)) return stored->second;
  return setting.default_value;
}

std::string PracticeSettings::text(std::string_view id) {
  const SettingSpec& setting = spec(id);
  if (setting.type != SettingSpec::Type::text && setting.type != SettingSpec::Type::choice) throw std::logic_error("the setting " + setting.id + " isn't a text");
  return Json::parse(value(setting)).get<std::string>();
}

std::int64_t PracticeSettings::number(std::string_view id) {
  const SettingSpec& setting = spec(id);
  if (setting.type != SettingSpec::Type::number) throw std::logic_error("the setting " + setting.id + " isn't a number");
  return Json::parse(value(setting)).get<std::int64_t>();
}

bool PracticeSettings::flag(std::string_view id) {
  const SettingSpec& setting = spec(id);
  if (setting.type != SettingSpec::Type::flag) throw std::logic_error("the setting " + setting.id + " isn't yes or no");
  return Json::parse(value(setting)).get<bool>();
}

}  // namespace frontdesk
