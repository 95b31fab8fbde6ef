// Readers' comments. The page holds those there are; the comment server is asked for newer ones when
// the reader comes to them, and takes what is written, answered, recommended, changed and deleted.
{
  const section = document.querySelector(".comments[data-server]");
  const ALLOWED = ["A", "BLOCKQUOTE", "BR", "CODE", "EM", "LI", "OL", "P", "PRE", "STRONG", "UL"];
  const UNREACHABLE = "The comment server cannot be reached just now. You can read; to write, try again later.";
  const OVER = "The time in which this comment could be changed is over.";
  const REFUSED = "The server takes no further comment from you here just now. Wait a minute, then try again.";

  const make = (tag, name = "", ...content) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...content);
    return element;
  };

  const button = (label, act) => {
    const element = make("button", "", label);
    element.type = "button";
    element.addEventListener("click", () => act(element));
    return element;
  };

  const parsed = (html) => new DOMParser().parseFromString(html ?? "", "text/html").body;

  /** Copy what a comment may consist of; of anything else the text. The server is not trusted. */
  const copy = (from, to) => {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
      else if (ALLOWED.includes(node.nodeName)) {
        const element = make(node.nodeName);
        if (/^(https?|mailto):/.test(node.href)) {
          element.href = node.href;
          element.rel = "nofollow ugc noopener";
        }
        to.append(copy(node, element));
      } else copy(node, to);
    }
    return to;
  };

  const start = ({ server, thread }) => {
    const key = `comments ${thread}`;
    const title = section.querySelector("h2");
    const status = make("p", "comments-note");
    status.setAttribute("role", "status");
    const dates = new Intl.DateTimeFormat(document.documentElement.lang || "en", {
      dateStyle: "long",
      timeStyle: "short",
    });
    let own = [];
    let writer = {};

    const ask = async (path, method = "GET", data = undefined) => {
      const answer = await fetch(server + path, {
        method,
        credentials: "include",
        headers: data && { "Content-Type": "application/json" },
        body: data && JSON.stringify(data),
      });
      if (!answer.ok) throw answer;
      return answer.json();
    };

    /** Do something with the server; where it fails, say why. */
    const attempt = async (act, refusal, place = status) => {
      try {
        place.textContent = "";
        await act();
      } catch (error) {
        place.textContent = error.status === 403 ? refusal : error.status === 400 ? "The server does not take this text." : UNREACHABLE;
      }
    };

    /** Keep for this tab which comments are its reader's. */
    const keep = (ids) => {
      own = ids;
      try {
        sessionStorage.setItem(key, JSON.stringify(own));
      } catch {
        // A reader who keeps nothing can change a comment until the page is left.
      }
    };

    const find = (id) => document.getElementById(`isso-${id}`);
    const part = (item, name) => item.querySelector(`:scope > .comment-${name}`);

    const count = () => {
      const all = section.querySelectorAll(".comment:not(.comment-pending) > .comment-foot").length;
      section.querySelector(".comments-count").textContent = all || "";
    };

    /** Open a form below `place`. `act` is given what was typed and may throw. */
    const compose = (heading, place, act, refusal, text = null) => {
      const form = make("form", "comment-form");
      form.noValidate = true;
      form.innerHTML = `<h3></h3>
        <label>Your comment<textarea name="text" rows="5" required maxlength="3000"></textarea></label>
        <label class="comment-field">Name<input name="author" required maxlength="60" autocomplete="name"></label>
        <label class="comment-field">E-mail (optional, never shown)<input name="email" type="email" maxlength="254" autocomplete="email"></label>
        <p class="comment-buttons"><button>Post comment</button></p>
        <div class="comment-preview" role="status"></div><p role="status"></p>`;
      const [buttons, preview, said] = [...form.children].slice(-3);
      const fields = form.elements;
      form.firstChild.textContent = heading;
      if (text !== null) {
        form.querySelectorAll(".comment-field").forEach((field) => field.remove());
        fields.text.value = text;
      }
      for (const name in writer) if (fields[name]) fields[name].value = writer[name];

      const valid = () => {
        let first = null;
        for (const field of form.querySelectorAll("[name]")) {
          const short = field.name === "text" && field.value.trim().length < 3;
          field.setCustomValidity(short ? "Write a few words." : "");
          const label = field.parentNode;
          label.nextSibling.className === "comment-error" && label.nextSibling.remove();
          field.removeAttribute("aria-invalid");
          if (field.checkValidity()) continue;
          const error = make("span", "comment-error", field.validationMessage);
          error.id = `error-${place.id || "new"}-${field.name}`;
          label.after(error);
          field.setAttribute("aria-invalid", "true");
          field.setAttribute("aria-describedby", error.id);
          first ??= field;
        }
        first?.focus();
        return !first;
      };

      buttons.append(
        button("Preview", () =>
          attempt(async () => {
            const shown = await ask("/preview", "POST", { text: fields.text.value });
            preview.replaceChildren(copy(parsed(shown.text), make("div", "comment-body")));
          }, refusal, said),
        ),
      );
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (!valid()) return;
        const typed = Object.fromEntries(new FormData(form));
        buttons.firstChild.disabled = true;
        attempt(async () => {
          await act(typed);
          preview.replaceChildren();
          fields.text.value = "";
        }, refusal, said).then(() => (buttons.firstChild.disabled = false));
      });
      place.append(form);
      return form;
    };

    /** Open a form that belongs to a comment and to the button that asked for it. */
    const composeBelow = (item, opener, heading, act, refusal, text) => {
      part(item, "form")?.remove();
      const form = compose(heading, item, async (typed) => {
        await act(typed);
        form.remove();
      }, refusal, text);
      part(item, "foot").after(form);
      form.querySelector(".comment-buttons").append(
        button("Cancel", () => {
          form.remove();
          opener.focus();
        }),
      );
      form.elements.text.focus();
    };

    const post = async ({ text, author, email }, parent = null) => {
      const made = await ask(`/new?uri=${encodeURIComponent(thread)}`, "POST", {
        text,
        author,
        email: email || null,
        parent,
        title: document.querySelector("h1").textContent,
      });
      writer = { author, email };
      keep([...own, made.id]);
      show(made).focus();
      status.textContent = made.mode === 2 ? "Thank you. Your comment waits for an editor." : "Thank you. Your comment is published.";
    };

    /** Give a comment its buttons. */
    const equip = (item, id, likes, pending) => {
      const foot = part(item, "foot");
      if (!foot) return;
      foot.replaceChildren();
      if (!pending) {
        const label = (number) => (number ? `Recommend (${number})` : "Recommend");
        foot.append(
          button(label(likes), (self) =>
            attempt(async () => {
              const votes = await ask(`/id/${id}/like`, "POST");
              self.textContent = label(votes.likes);
              status.textContent = votes.message ? "It counts once, and not from its writer." : "Thank you.";
            }, REFUSED),
          ),
          button("Reply", (self) =>
            composeBelow(item, self, "Your reply", (typed) => post(typed, id), REFUSED),
          ),
        );
      }
      if (!own.includes(id)) return;
      foot.append(
        button("Edit", (self) =>
          attempt(async () => {
            const { text } = await ask(`/id/${id}?plain=1`);
            composeBelow(item, self, "Change your comment", async (typed) => {
              const changed = await ask(`/id/${id}`, "PUT", typed);
              part(item, "body").replaceChildren(copy(parsed(changed.text), new DocumentFragment()));
              self.focus();
            }, OVER, text);
          }, OVER),
        ),
        button("Delete", (self) => {
          if (!self.dataset.sure) {
            self.dataset.sure = self.textContent = "Delete for good?";
            return;
          }
          attempt(async () => {
            const left = await ask(`/id/${id}`, "DELETE");
            keep(own.filter((other) => other !== id));
            if (left) deleted(item);
            else item.remove();
            count();
            status.textContent = "Your comment is deleted.";
            title.focus();
          }, OVER);
        }),
      );
    };

    const deleted = (item) => {
      for (const name of ["head", "body", "foot", "form"]) part(item, name)?.remove();
      item.prepend(make("p", "comments-note", "This comment was deleted."));
    };

    /** Show a comment of the server, or bring one of the page up to date; return its element. */
    const show = (data) => {
      let item = find(data.id);
      const pending = data.mode === 2;
      if (!item) {
        const date = make("a", "", dates.format(data.created * 1000));
        date.href = `#isso-${data.id}`;
        item = make("li", "comment",
          make("p", "comment-head", make("bdi", "comment-name", parsed(data.author).textContent || "Anonymous"), date),
          copy(parsed(data.text), make("div", "comment-body")),
          make("p", "comment-foot"),
        );
        item.id = `isso-${data.id}`;
        if (pending) {
          item.classList.add("comment-pending");
          part(item, "head").append(make("span", "", "waits for an editor, only you see it"));
        }
        if (data.mode === 4) deleted(item);
        const above = data.parent && find(data.parent);
        let list = above ? part(above, "replies") : section.querySelector(".comments-list");
        if (!list) {
          list = make("ol", above ? "comment-replies" : "comments-list");
          if (above) above.append(list);
          else section.querySelector(".comments-note").replaceWith(list);
        }
        list.append(item);
      }
      item.tabIndex = -1;
      equip(item, data.id, data.likes, pending);
      count();
      return item;
    };

    const refresh = async () => {
      const { replies } = await ask(`/?uri=${encodeURIComponent(thread)}`);
      for (const comment of replies) [comment, ...comment.replies].forEach(show);
      for (const id of own.filter((one) => !find(one))) {
        await ask(`/id/${id}`).then(show, () => keep(own.filter((one) => one !== id)));
      }
      compose("Leave a comment", section, post, REFUSED);
    };

    try {
      own = JSON.parse(sessionStorage.getItem(key)) ?? [];
    } catch {
      // Nothing can be kept here.
    }
    section.append(status);
    attempt(refresh, UNREACHABLE);
  };

  if (section) {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      start(section.dataset);
    }, { rootMargin: "400px" });
    observer.observe(section);
  }
}
