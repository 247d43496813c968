#include "pipeline/marked_store.hpp"

#include <utility>

namespace sluice::pipeline {

Result<store::PipelineState> MarkedStore::load(std::string_view pipeline) {
  Result<store::PipelineState> state = ForwardingStore::load(pipeline);
  if (!state || !plan_.put_secrets_back) return state;
  for (std::string* text : {&state->cursor.text, &state->cursor.request}) {
    Result<std::string> whole = plan_.put_secrets_back(*text);
    if (!whole)
      return Status(whole.status().code(),
                    "the stored cursor cannot be used: " + whole.status().message() +
                        "; use it again, or forget the cursor with `sluice state reset " +
                        plan_.pipeline + "`");
    *text = *std::move(whole);
  }
  return state;
}

Status MarkedStore::commit(std::string_view pipeline, const store::CommitKey& key,
                           const store::Delta& delta) {
  if (!plan_.mark_secrets || !delta.cursor) return ForwardingStore::commit(pipeline, key, delta);
  store::Cursor cursor = *delta.cursor;
  cursor.text = plan_.mark_secrets(cursor.text);
  cursor.request = plan_.mark_secrets(cursor.request);
  if (cursor.text == delta.cursor->text && cursor.request == delta.cursor->request)
    return ForwardingStore::commit(pipeline, key, delta);  // mostly; a copy may be large
  store::Delta marked = delta;
  marked.cursor = std::move(cursor);
  return ForwardingStore::commit(pipeline, key, marked);
}

}  // namespace sluice::pipeline
