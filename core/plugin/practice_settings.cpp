// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plugin/practice_settings.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "domain/practice_file.h"

namespace frontdesk {

std::optional<std::string> problem_with(const SettingSpec& setting, std::string_view json) {
  return setting_problem(setting, Json::parse(json, nullptr, false));
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
