namespace Beckon.Server.Demo;

/// <summary>What the demonstration shop, a roastery with a kitchen corner, sells.</summary>
public static class DemoCatalogue
{
    public static IReadOnlyList<DemoProduct> Products { get; } =
    [
        new("morning-ridge", "Morning Ridge, whole bean 500 g", "Juniper & Rye", "Coffee", 17.50m),
        new("night-train", "Night Train espresso 500 g", "Juniper & Rye", "Coffee", 18.00m),
        new("lake-decaf", "Lakeside decaf 500 g", "Juniper & Rye", "Coffee", 19.00m),
        new("yirga-natural", "Yirgacheffe natural 250 g", "Juniper & Rye", "Coffee", 16.50m),
        new("huila-washed", "Huila washed 250 g", "Juniper & Rye", "Coffee", 14.90m),
        new("cold-brew-bags", "Cold brew bags, 12", "Juniper & Rye", "Coffee", 15.00m),
        new("filter-sampler", "Filter sampler, 4 x 100 g", "Juniper & Rye", "Coffee", 26.00m),
        new("subscription-3", "Three months of coffee", "Juniper & Rye", "Coffee", 84.00m),
        new("cone-dripper", "Ceramic cone dripper", "Hollow Clay", "Brewing", 34.00m),
        new("gooseneck", "Gooseneck kettle 0.9 l", "Ember Works", "Brewing", 79.00m),
        new("hand-grinder", "Hand grinder, steel burrs", "Ember Works", "Brewing", 118.00m),
        new("press-8", "French press, 8 cups", "Ember Works", "Brewing", 46.00m),
        new("moka-6", "Moka pot, 6 cups", "Ember Works", "Brewing", 39.00m),
        new("scale-timer", "Brewing scale with timer", "Ember Works", "Brewing", 58.00m),
        new("filters-100", "Paper filters, 100", "Hollow Clay", "Brewing", 7.50m),
        new("carafe-700", "Glass carafe 700 ml", "Hollow Clay", "Brewing", 28.00m),
        new("mug-slate", "Stoneware mug, slate", "Hollow Clay", "Cups", 22.00m),
        new("mug-sand", "Stoneware mug, sand", "Hollow Clay", "Cups", 22.00m),
        new("espresso-pair", "Espresso cups, pair", "Hollow Clay", "Cups", 27.00m),
        new("travel-mug", "Travel mug 350 ml", "Ember Works", "Cups", 32.00m),
        new("latte-bowl", "Latte bowl, speckled", "Hollow Clay", "Cups", 24.00m),
        new("glass-duo", "Double-wall glasses, pair", "Hollow Clay", "Cups", 29.00m),
        new("bread-board", "Bread board, walnut", "Third Oak", "Kitchen", 54.00m),
        new("linen-towels", "Linen towels, set of 3", "Third Oak", "Kitchen", 31.00m),
        new("butter-dish", "Butter dish", "Hollow Clay", "Kitchen", 26.00m),
        new("oak-spoon", "Oak spoon, long", "Third Oak", "Kitchen", 12.00m),
        new("mixing-bowl", "Mixing bowl 2 l", "Hollow Clay", "Kitchen", 42.00m),
        new("salt-cellar", "Salt cellar with lid", "Third Oak", "Kitchen", 19.00m),
        new("dark-70", "Dark chocolate 70 %, 3 bars", "Quill", "Sweets", 14.00m),
        new("orange-bark", "Orange bark 180 g", "Quill", "Sweets", 11.50m),
        new("rye-cookies", "Rye and sea salt cookies", "Quill", "Sweets", 8.90m),
        new("honey-forest", "Forest honey 350 g", "Quill", "Sweets", 13.00m),
        new("granola-oat", "Toasted oat granola 400 g", "Quill", "Sweets", 9.80m),
        new("gift-card-50", "Gift card $50", "Juniper & Rye", "Gifts", 50.00m),
        new("gift-box-dawn", "Gift box Dawn", "Juniper & Rye", "Gifts", 68.00m),
        new("tasting-class", "Tasting class, Saturday", "Juniper & Rye", "Gifts", 45.00m),
    ];
}
