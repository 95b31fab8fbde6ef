// Readers' comments. The page holds those there are; the comment server is asked for newer ones when
// the reader comes to them, and takes what is written, answered, recommended, changed and deleted.
{
  const section = document.querySelector(".comments[data-server]");
  const ALLOWED = "a[href^=http], blockquote, br, code, em, li, ol, p, pre, strong, ul";
  const words = JSON.parse(section?.querySelector(".comments-words").textContent ?? "null");
  const locale = document.documentElement.dataset.locale;
  const FIELDS = [
    ["text", "textarea", 'required rows="5" maxlength="3000"'],
    ["author", "input", 'required maxlength="60" autocomplete="name"'],
    ["email", "input", 'type="email" autocomplete="email"'],
  ];
  const linked = /^#isso-\d+$/.test(location.hash); // a mail led to a comment, perhaps a new one

  const make = (tag, name, ...content) => {
    const element = document.createElement(tag);
    element.className = name;
    element.append(...content);
    return element;
  };

  const say = (place, text) => (place.textContent = text);
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

  /** Fill `place` with what a comment may consist of; of anything else with the text. */
  const fill = (place, html) => {
    const body = parsed(html);
    for (const element of body.querySelectorAll("*")) {
      for (const { name } of [...element.attributes]) if (name !== "href") element.removeAttribute(name);
      if (!element.matches(ALLOWED)) element.replaceWith(element.textContent);
      else if (element.href) element.rel = "nofollow ugc noopener";
    }
    place.replaceChildren(...body.childNodes);
  };

  /** Show what is wrong with a field; return whether anything is. */
  const wrong = (field) => {
    const short = field.name === "text" && field.value.trim().length < 3;
    field.setCustomValidity(short ? words.short : "");
    say(field.parentNode.nextSibling, field.validationMessage);
    field.setAttribute("aria-invalid", !field.validity.valid);
    return !field.validity.valid;
  };

  const start = ({ server, thread }) => {
    const query = `?uri=${encodeURIComponent(thread)}`;
    const status = make("p", "comments-note");
    const own = new Set();
    let writer = {};

    const find = (id) => document.getElementById(`isso-${id}`);
    // What belongs to a comment stands before its replies.
    const part = (item, name) => item.querySelector(`.comment-${name}`);

    const ask = async (path, method, data) => {
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
      say(place, "");
      try {
        await act();
      } catch (error) {
        const known = { 400: words.refused, 403: refusal };
        say(place, known[error.status] ?? words.unreachable);
      }
    };

    const button = (label, act, refusal, place) => {
      const element = make("button", "", label);
      element.type = "button";
      element.onclick = () => attempt(() => act(element), refusal, place);
      return element;
    };

    /** Let this tab remember which comments are its reader's, where it may. */
    const keep = () => {
      try {
        sessionStorage[thread] = JSON.stringify([...own]);
      } catch {}
    };

    /** Open a form below a comment when a `button` asked for it, else below all of them. */
    const compose = (heading, act, refusal, item, opener, text) => {
      const form = make("form", "comment-form");
      form.noValidate = true;
      form.innerHTML =
        "<h3></h3>" +
        FIELDS.slice(0, text ? 1 : 3).map(([name, tag, more]) => {
          const id = `${item.id}-${name}`;
          return `<p class="comment-${name}"><label><span></span><${tag} name="${name}" aria-describedby="${id}" ${more}></${tag}></label><span class="comment-error" id="${id}"></span></p>`;
        }).join("");
      say(form.firstChild, heading);
      for (const label of form.querySelectorAll("label")) say(label.firstChild, words[label.lastChild.name]);
      const fields = [...form.elements];
      for (const field of fields) field.value = { text, ...writer }[field.name] ?? "";

      const said = make("div", "comment-body");
      said.setAttribute("role", "status");
      const end = () => {
        form.remove();
        opener.focus();
      };
      const preview = async () => fill(said, (await ask("/preview", "POST", { text: fields[0].value })).text);
      const buttons = make("p", "comment-buttons", make("button", "", words.send), button(words.preview, preview, "", said));
      form.append(buttons, said);

      // While typing, not on leaving the field: a button that moves away under the pointer is not pressed.
      form.oninput = ({ target }) => target.matches("[aria-invalid=true]") && wrong(target);
      form.onsubmit = async (event) => {
        event.preventDefault();
        const first = fields.filter(wrong)[0];
        if (first) return first.focus();
        if (form.ariaBusy) return;
        form.ariaBusy = "true";
        await attempt(async () => {
          const sent = await act(Object.fromEntries(new FormData(form)));
          if (opener) end();
          fields[0].value = "";
          sent.focus();
        }, refusal, said);
        form.ariaBusy = null;
      };
      if (!opener) return item.append(form);
      buttons.append(button(words.cancel, end));
      part(item, "form")?.remove();
      part(item, "foot").after(form);
      fields[0].focus();
    };

    const post = (parent) => async ({ text, author, email }) => {
      const title = document.querySelector("h1").textContent;
      const made = await ask(`/new${query}`, "POST", { text, author, email: email || null, parent, title });
      writer = { author, email };
      own.add(made.id);
      keep();
      say(status, made.mode === 2 ? words.waits : words.published);
      return show(made);
    };

    const blank = (item) => {
      for (const name of ["body", "foot"]) part(item, name).remove();
      part(item, "head").replaceWith(make("p", "comments-note", words.deleted));
    };

    /** Return the buttons that the reader may press below a comment. */
    const buttons = function* (item, { id, likes, mode }) {
      const path = `/id/${id}`;
      const figures = new Intl.NumberFormat(locale);
      const label = (number) => (number ? `${words.recommend} (${figures.format(number)})` : words.recommend);
      if (mode !== 2) {
        yield button(label(likes), async (self) => {
          const votes = await ask(`${path}/like`, "POST");
          say(self, votes.message ? words.counted : label(votes.likes));
        }, words.flood);
        yield button(words.reply, (self) => compose(words.answer, post(id), words.flood, item, self));
      }
      if (!own.has(id)) return;
      const edit = async (typed) => {
        fill(part(item, "body"), (await ask(path, "PUT", typed)).text);
        return item;
      };
      yield button(words.edit, async (self) =>
        compose(words.change, edit, words.over, item, self, (await ask(`${path}?plain=1`)).text), words.over);
      yield button(words.delete, async () => {
        if (!confirm(words.sure)) return;
        if (await ask(path, "DELETE")) blank(item);
        else item.remove();
        own.delete(id);
        keep();
        section.querySelector("h2").focus();
      }, words.over);
    };

    /** Add a comment of the server that the page does not hold. */
    const add = ({ id, parent, author, created, text, mode }) => {
      const date = new Date(created * 1000);
      const item = make("li", "comment");
      item.id = `isso-${+id}`;
      item.innerHTML = `<p class="comment-head"><bdi class="comment-name"></bdi> <a href="#${item.id}"><time data-age="short" datetime="${date.toISOString()}">${date.toLocaleDateString(locale)}</time></a></p><div class="comment-body" dir="auto"></div><p class="comment-foot"></p>`;
      say(part(item, "name"), parsed(author ?? words.nameless).textContent);
      fill(part(item, "body"), text);
      if (mode === 2) part(item, "head").append(words.pending);
      if (mode === 4) blank(item);

      const above = parent && find(parent);
      const name = above ? "comment-replies" : "comments-list";
      let list = (above || section).querySelector(`.${name}`);
      if (!list) {
        list = make("ol", name);
        if (above) above.append(list);
        else section.querySelector(".comments-empty").replaceWith(list);
      }
      list.append(item);
      return item;
    };

    const show = (data) => {
      const item = find(data.id) ?? add(data);
      item.tabIndex = -1;
      if (data.mode !== 4) part(item, "foot").replaceChildren(...buttons(item, data));
      return item;
    };

    status.setAttribute("role", "status");
    section.append(status);
    attempt(async () => {
      const { replies } = await ask(`/${query}`);
      try {
        JSON.parse(sessionStorage[thread]).forEach((id) => own.add(id));
      } catch {}
      replies.flatMap((one) => [one, ...one.replies]).forEach(show);
      for (const id of own) if (!find(id)) await ask(`/id/${id}`).then(show, () => own.delete(id));
      compose(words.start, post(null), words.flood, section);
      if (linked) document.querySelector(location.hash)?.scrollIntoView();
    });
  };

  if (section) {
    new IntersectionObserver((entries, observer) => {
      if (!linked && !entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      start(section.dataset);
    }, { rootMargin: "400px" }).observe(section);
  }
}
