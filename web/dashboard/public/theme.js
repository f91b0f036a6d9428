// Runs before the first paint, so that a dark screen never flashes white. A file of its own because the
// Content-Security-Policy allows no inline scripts. The key is Mantine's.
;(function () {
    var chosen = null
    try {
        chosen = localStorage.getItem('mantine-color-scheme-value')
    } catch {
        // Storage is switched off: follow the system.
    }
    var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
    document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
    document.documentElement.style.backgroundColor = dark ? '#0d1117' : '#ffffff'
})()
