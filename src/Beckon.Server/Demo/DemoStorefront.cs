using System.Security.Cryptography;
using System.Text;
using Beckon.Kernel;
using Microsoft.AspNetCore.StaticFiles;

namespace Beckon.Server.Demo;

/// <summary>The demonstration shop as its shoppers see it, at <c>/shop</c>: pages, and the few calls that its pages make to the shop's own server.</summary>
public static class DemoStorefront
{
    private const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static readonly TimeSpan BetweenStatuses = TimeSpan.FromSeconds(3);
    private static readonly FileExtensionContentTypeProvider Types = new();

    public static void MapStorefront(this IEndpointRouteBuilder routes)
    {
        var shop = routes.MapGroup("/shop").ExcludeFromDescription();
        shop.MapGet("", PageAsync);
        shop.MapGet("{**path}", PageAsync);
        shop.MapGet("api/products", () => TypedResults.Json(DemoCatalogue.Products.Select(Sold), ApiJson.Options));
        shop.MapPost("api/account", SignInAsync);
        shop.MapPost("api/orders", OrderAsync);
    }

    // The shop's own files, and its one page for every address of it.
    private static async Task<IResult> PageAsync(string? path, HttpResponse response, DemoOpening opening, CancellationToken ct)
    {
        response.Headers.ContentSecurityPolicy = ContentPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-cache";
        var folder = Path.Combine(AppContext.BaseDirectory, "shop");
        if (path is not null && Path.GetFileName(path) == path && Types.TryGetContentType(path, out var type))
        {
            var file = Path.Combine(folder, path);
            return File.Exists(file) ? Results.File(file, type) : Results.NotFound();
        }
        if (!opening.IsOpen) return Results.Text("The shop opens in a few seconds: a year of its history is being filled in. Load this page again.", statusCode: 503);
        if (await opening.OpenedAsync(ct) is not { } shop) return Results.NotFound();
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "index.html"), ct);
        return Results.Text(page.Replace("{{browserKey}}", shop.Backend.BrowserKey, StringComparison.Ordinal), "text/html");
    }

    private static async Task<IResult> SignInAsync(AccountRequest request, DemoOpening opening, CancellationToken ct)
    {
        if (CustomerOf(request.Email, request.Name) is not { } customer) return Refused("Give an e-mail address and a name.");
        if (await opening.OpenedAsync(ct) is not { } shop) return Results.NotFound();
        await shop.Backend.RegisterAsync(customer, ct);
        return TypedResults.Json(new { email = customer.Email, name = request.Name?.Trim(), customerId = customer.Id }, ApiJson.Options);
    }

    private static async Task<IResult> OrderAsync(OrderRequest request, DemoOpening opening, IHostApplicationLifetime life, CancellationToken ct)
    {
        if (CustomerOf(request.Email, request.Name) is not { } customer) return Refused("Give an e-mail address and a name.");
        var lines = (request.Items ?? []).Take(100)
            .Select(item => (Product: DemoCatalogue.Products.FirstOrDefault(one => one.Id == item.ProductId), Quantity: Math.Clamp(item.Quantity, 1, 99)))
            .Where(line => line.Product is not null).Select(line => (line.Product!, line.Quantity)).ToList();
        if (lines.Count == 0) return Refused("The cart is empty.");
        if (await opening.OpenedAsync(ct) is not { } shop) return Results.NotFound();
        var cart = new DemoCart("c-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), lines);
        await shop.Backend.RegisterAsync(customer, ct);
        // Packed and delivered while the shopper reads that it was ordered.
        _ = shop.Backend.DeliverAsync(customer, cart, BetweenStatuses, life.ApplicationStopping);
        return TypedResults.Json(new { order = cart.OrderId }, ApiJson.Options);
    }

    private static DemoCustomer? CustomerOf(string? address, string? name)
    {
        name = name?.Trim();
        if (EmailAddress.Normalize(address) is not { } email || string.IsNullOrEmpty(name) || name.Length > 100) return null;
        var id = "S" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(email)).AsSpan(0, 5));
        var parts = name.Split(' ', 2, StringSplitOptions.TrimEntries);
        return new(id, email, parts[0], parts.Length > 1 ? parts[1] : null);
    }

    private static object Sold(DemoProduct product) => new
    {
        productId = product.Id,
        product.Name,
        product.Brand,
        product.Category,
        product.Price,
        url = $"/shop/p/{product.Id}",
        imageUrl = $"/demo/products/{product.Id}.svg",
    };

    private static IResult Refused(string sentence) =>
        Results.Problem(sentence, title: "The shop cannot take this.", statusCode: StatusCodes.Status400BadRequest);
}

/// <summary>Who signs in to the demonstration shop.</summary>
public sealed record AccountRequest(string? Email = null, string? Name = null);

/// <summary>What somebody buys in the demonstration shop.</summary>
public sealed record OrderRequest(string? Email = null, string? Name = null, IReadOnlyList<OrderedItem>? Items = null);

/// <summary>So many pieces of a product.</summary>
public sealed record OrderedItem(string ProductId, int Quantity = 1);
