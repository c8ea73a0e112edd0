// SPDX-License-Identifier: AGPL-3.0-or-later
#include "scheduling/rules.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace frontdesk::scheduling {
namespace {

template <class T>
RuleInForce<T> in_force(const std::optional<T>& providers, const T& practices) {
  return providers ? RuleInForce<T>{*providers, RuleOwner::provider} : RuleInForce<T>{practices, RuleOwner::practice};
}

template <class T>
const T& present(const T* found, const char* what) {
  if (found == nullptr) throw std::invalid_argument(std::string("the question names a ") + what + " that the practice doesn't have");
  return *found;
}

const ProviderService* service_of(const Provider& provider, ServiceId service) {
  const auto found =
      std::find_if(provider.services.begin(), provider.services.end(), [&](const ProviderService& one) { return one.service == service; });
  return found == provider.services.end() ? nullptr : &*found;
}

}  // namespace

RulesInForce rules_in_force(const Practice& practice, const Provider& provider) {
  return {.min_notice = in_force(provider.rules.min_notice, practice.rules.min_notice),
          .advance_days = in_force(provider.rules.advance_days, practice.rules.advance_days),
          .buffer_before = in_force(provider.rules.buffer_before, practice.rules.buffer_before),
          .buffer_after = in_force(provider.rules.buffer_after, practice.rules.buffer_after)};
}

StepInForce step_in_force(const Practice& practice, const Provider& provider, const Service& service) {
  const auto duration = duration_of(provider, service);
  const auto of = [&](const SlotInterval& interval, StepOwner owner) {
    return StepInForce{interval.kind == SlotInterval::Kind::minutes ? interval.minutes : duration, owner};
  };
  if (service.slot_interval.kind != SlotInterval::Kind::inherit) return of(service.slot_interval, StepOwner::service);
  if (provider.rules.slot_interval.kind != SlotInterval::Kind::inherit) return of(provider.rules.slot_interval, StepOwner::provider);
  if (practice.rules.slot_interval.kind != SlotInterval::Kind::inherit) return of(practice.rules.slot_interval, StepOwner::practice);
  return {duration, StepOwner::duration};
}

Minutes duration_of(const Provider& provider, const Service& service) {
  const ProviderService* own = service_of(provider, service.id);
  return own != nullptr && own->duration ? *own->duration : service.duration;
}

ClientTypes accepted_client_types(const Practice& practice, const Service& service) {
  return service.client_types ? practice.client_types.common_with(*service.client_types) : practice.client_types;
}

bool offers_service(const Provider& provider, ServiceId service) {
  return service_of(provider, service) != nullptr;
}

bool works_at(const Provider& provider, LocationId location) {
  return std::find(provider.locations.begin(), provider.locations.end(), location) != provider.locations.end();
}

Zone stored_zone(const std::string& name) {
  const auto zone = find_zone(name);
  if (!zone) throw std::runtime_error("the stored time zone " + name + " isn't in this system's tz database");
  return *zone;
}

Asked look_up(const Facts& facts, const OfferQuestion& question) {
  const auto& practice = facts.practice.practice;
  const auto& provider = present(facts.practice.find(question.provider), "provider");
  const auto& service = present(facts.practice.find(question.service), "service");
  const auto& location = present(facts.practice.find(question.location), "location");
  if (facts.calendar.provider() != provider.id) throw std::invalid_argument("the calendar is another provider's");
  const Zone practice_zone = stored_zone(practice.timezone);
  const RulesInForce rules = rules_in_force(practice, provider);
  const auto today = practice_zone.date_at(facts.now);
  const Minutes duration = duration_of(provider, service);
  const Minutes step = step_in_force(practice, provider, service).value;
  if (duration <= Minutes{0} || step <= Minutes{0}) throw std::invalid_argument("a duration or slot interval of no length");
  return {.provider = provider,
          .service = service,
          .location = location,
          .practice_zone = practice_zone,
          .location_zone = location.timezone.empty() ? practice_zone : stored_zone(location.timezone),
          .rules = rules,
          .duration = duration,
          .step = step,
          .window_end = std::min(today + std::chrono::days{rules.advance_days.value}, last_date)};
}

std::vector<ReasonCode> who_and_what(const Practice& practice, const Asked& asked, const OfferQuestion& question) {
  std::vector<ReasonCode> against;
  const bool by_staff = question.audience == Audience::staff;
  const bool by_personal_link = question.audience == Audience::existing_client && question.provider_need_not_be_public;
  const auto accepted = accepted_client_types(practice, asked.service);
  if (!by_staff && !practice.public_scheduling) against.push_back(ReasonCode::scheduling_off);
  if (!by_staff && !by_personal_link && !asked.provider.is_public) against.push_back(ReasonCode::provider_not_public);
  if (!offers_service(asked.provider, asked.service.id)) against.push_back(ReasonCode::service_not_offered);
  if (!by_staff && !asked.service.online) against.push_back(ReasonCode::service_not_online);
  if (question.client_type ? !accepted.contains(*question.client_type) : accepted.is_empty()) {
    against.push_back(ReasonCode::client_type_not_accepted);
  }
  if (!works_at(asked.provider, asked.location.id)) against.push_back(ReasonCode::not_at_location);
  if (!by_staff && !asked.location.online) against.push_back(ReasonCode::location_not_online);
  return against;
}

bool is_askable(const Facts& facts, const OfferQuestion& question) {
  return who_and_what(facts.practice.practice, look_up(facts, question), question).empty();
}

}  // namespace frontdesk::scheduling
