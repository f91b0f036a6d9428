using System.Net;

namespace Beckon.Server.Demo;

/// <summary>The demonstration: <c>--demo</c> fills a fresh installation with a believable shop and keeps shoppers coming.</summary>
public static class Demo
{
    public static bool IsWanted(IConfiguration configuration) => configuration["BECKON_DEMO"] is "1" or "true";

    public static void AddDemo(this IServiceCollection services) => services.AddSingleton<DemoSeed>().AddHostedService<DemoShoppers>();

    /// <summary>The shop's pictures, and pages for its links to lead to.</summary>
    public static void MapDemo(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/demo/products/{file}", Product).ExcludeFromDescription();
        routes.MapGet("/demo/cart/{id}", (string id) => Page($"Cart {id}", "In a real shop, the cart would be here, as it was left.")).ExcludeFromDescription();
    }

    private static IResult Product(string file, HttpResponse response)
    {
        var id = Path.GetFileNameWithoutExtension(file);
        if (DemoCatalogue.Products.FirstOrDefault(product => product.Id == id) is not { } product) return Results.NotFound();
        if (!file.EndsWith(".svg", StringComparison.Ordinal)) return Page(product.Name, $"{product.Brand}, {product.Category}, ${product.Price}");
        response.Headers.CacheControl = "public, max-age=86400";
        return Results.Text(product.Draw(), "image/svg+xml");
    }

    private static IResult Page(string title, string text) => Results.Text(
        $$"""
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>{{WebUtility.HtmlEncode(title)}}</title>
        <style>body{font:16px/1.6 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem;color:#1f2933}</style>
        <h1>{{WebUtility.HtmlEncode(title)}}</h1><p>{{WebUtility.HtmlEncode(text)}}</p></html>
        """,
        "text/html");
}
