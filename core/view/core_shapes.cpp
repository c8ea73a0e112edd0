// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/core_shapes.h"

namespace frontdesk::view {

const std::vector<PageTemplate>& core_shapes() {
  static const std::vector<ViewShape> mail_shape{{"lang"}, {"dir"}, {"subject"}, {"greeting"}, {"opening"}, {"when"}, {"link"}, {"link_words"}, {"question"},
                                                 {"call"}, {"practice_name"}, {"why"}};
  static const std::vector<PageTemplate> shapes{
      {"layout/public",
       {{"lang"}, {"dir"}, {"title"}, {"is_indexable"}, {"practice_name"}, {"practice_url"}, {"practice_phone"}, {"practice_phone_url"},
        {"practice_email"}, {"practice_email_url"}, {"practice_website"}, {"content"}}},
      {"layout/staff",
       {{"lang"}, {"dir"}, {"title"}, {"practice_name"}, {"practice_url"}, {"staff_url"}, {"menu", {{"href"}, {"label"}, {"is_current"}}},
        {"staff_name"}, {"account_url"}, {"sign_out_url"}, {"form_token"}, {"content"}}},
      {"errors/error", {{"heading"}, {"text"}, {"reference"}, {"practice_name"}, {"practice_url"}, {"practice_phone"}, {"practice_phone_url"}}},
      {"errors/not_found", {{"practice_name"}, {"practice_url"}, {"inquiry_url"}, {"practice_phone"}, {"practice_phone_url"}}},
      {"mail/message", mail_shape}, {"mail/message_html", mail_shape},
  };
  return shapes;
}

}  // namespace frontdesk::view
