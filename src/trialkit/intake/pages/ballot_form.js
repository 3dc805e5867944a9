"use strict";
(() => {
  const form = document.getElementById("ballots");
  const at = (id) => document.getElementById(id);
  const ballots = [...form.querySelectorAll("article")];
  const codeOf = (article) => article.querySelector("input[data-code]");
  const chosenIn = (group) => group.querySelector("input:checked");
  const criteriaOf = (article) => [...article.querySelectorAll("[data-criterion]")];

  // A link may bring the codes along, in the order of the trials: form.html#K7QM-3F9A,22AB-CD34
  location.hash.slice(1).split(",").forEach((code, index) => {
    const field = ballots[index] && codeOf(ballots[index]);
    if (field && !field.value) field.value = decodeURIComponent(code).slice(0, 12);
  });

  function answerOf(article) {
    const answer = {};
    const ratings = {};
    for (const group of criteriaOf(article)) {
      const mark = chosenIn(group);
      if (mark) ratings[group.dataset.criterion] = mark.value === "?" ? null : Number(mark.value);
    }
    if (Object.keys(ratings).length) answer.ratings = ratings;
    const forecast = article.querySelector("[data-forecast] input:checked");
    if (forecast) answer.forecast = forecast.value === "?" ? "?" : Number(forecast.value);
    const advice = article.querySelector("[data-advice] input:checked");
    if (advice) answer.recommendation = advice.value;
    for (const field of article.querySelectorAll("[data-field]")) {
      if (field.value.trim()) answer[field.dataset.field] = field.value.trim();
    }
    if (!Object.keys(answer).length) return null;
    const mayQuote = article.querySelector("[data-may-quote]");
    return { code: codeOf(article).value.trim(), ...answer,
      ...(mayQuote && mayQuote.checked ? { may_quote: true } : {}) };
  }

  function textOf(article, answer) {
    const words = form.dataset;
    const label = (field) => field.labels[0].textContent.trim();
    const marks = criteriaOf(article).map((group) => chosenIn(group)?.value ?? words.leftOut);
    const advice = article.querySelector("[data-advice] input:checked");
    const lines = [`${words.code}: ${answer.code}`];
    if (answer.forecast !== undefined) lines.push(String(answer.forecast));
    if (answer.ratings || advice) {
      const short = marks.map((mark) => (mark === "?" ? "-" : mark)).join(" ");
      lines.push(advice ? `${short} ${advice.dataset.word}` : short);
    }
    if (answer.may_quote) lines.push(`${words.mayQuote}: ${words.yes}`);
    for (const field of article.querySelectorAll("[data-field]")) {
      if (answer[field.dataset.field]) lines.push(`${label(field)}: ${answer[field.dataset.field]}`);
    }
    return lines.join("\n");
  }

  function fault(message, field) {
    at("fault").textContent = message;
    at("fault").hidden = false;
    if (field) {
      field.setAttribute("aria-invalid", "true");
      field.focus();
    }
  }

  function show(answered) {
    const text = answered.map(([article, answer]) => textOf(article, answer)).join("\n\n");
    const codes = answered.map(([, answer]) => answer.code.toUpperCase());
    const subject = `${form.dataset.subject} ${codes.length === 1 ? codes[0] : ""}: ${
      answered.map(([article]) => article.dataset.title).join(", ")}`.replace(" :", ":");
    const content = { trialkit_ballots: Number(form.dataset.version),
      ballots: answered.map(([, answer]) => answer) };
    at("text").value = text;
    at("mail").href = `mailto:${encodeURIComponent(form.dataset.to).replace("%40", "@")}?subject=${
      encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
    URL.revokeObjectURL(at("file").href);
    at("file").href = URL.createObjectURL(
      new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }));
    at("file").download = `${answered[0][0].dataset.slug}-${codes[0]}.ballot.json`;
    at("copied").textContent = "";
    at("answer").hidden = false;
    at("answer-heading").focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    at("fault").hidden = true;
    const answered = ballots.map((article) => [article, answerOf(article)]).filter(([, one]) => one);
    if (!answered.length) return fault(form.dataset.nothing);
    for (const [article] of answered) {
      const field = codeOf(article);
      field.removeAttribute("aria-invalid");
      if (!/^[0-9a-z]{4}[- ]?[0-9a-z]{4}$/i.test(field.value.trim())) {
        return fault(form.dataset.noCode, field);
      }
    }
    show(answered);
  });

  // What was shown isn't the answer any more.
  form.addEventListener("input", () => { at("answer").hidden = true; });

  at("copy").addEventListener("click", async () => {
    at("text").select();
    try {
      await navigator.clipboard.writeText(at("text").value);
    } catch {
      document.execCommand("copy");
    }
    at("copied").textContent = form.dataset.copied;
  });

  at("done").hidden = false;
})();
