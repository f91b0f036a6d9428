// What Beckon's settings page gives for pasting, in a file of its own, so that the page needs no inline script.
;(function (w, d, key) {
  var b = (w.beckon = w.beckon || [])
  if (b.init) return
  'init page viewProduct viewBrand viewCategory addToCart removeFromCart cart checkoutStarted identify reset track consent flush'
    .split(' ')
    .forEach(function (name) {
      b[name] = function () {
        b.push([name].concat([].slice.call(arguments)))
      }
    })
  var s = d.createElement('script')
  s.async = true
  s.src = '/beckon.js'
  d.head.appendChild(s)
  b.init(key, { cartUrl: '/shop/cart', currency: 'USD' })
})(window, document, document.currentScript.dataset.key)
