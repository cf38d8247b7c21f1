// The theme that was chosen, before anything is drawn; without a choice the system's.
{
    let chosen = null;
    try { chosen = localStorage.getItem("sayso.theme"); } catch { /* nothing is kept: the system's */ }
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
}
