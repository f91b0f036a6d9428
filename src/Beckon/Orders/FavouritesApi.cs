using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Orders;

/// <summary>What a contact buys most. Here and not beside the contacts, which know nothing of orders.</summary>
public static class FavouritesApi
{
    public static void MapFavourites(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/contacts/{id}/favourites", GetAsync).WithTags("Contacts").Requires(Permission.ContactsRead)
            .WithSummary("The products, brands and categories that a contact buys most").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Favourites>, ProblemHttpResult>> GetAsync(
        string id, Caller caller, ContactStore contacts, FavouriteStore favourites, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Contact, id, out var asked)) return ContactsApi.Unknown(id);
        if (await contacts.ResolveAsync(caller.WorkspaceId, asked, ct) is not { } contact) return ContactsApi.Unknown(id);
        var found = await favourites.OfAsync(caller.WorkspaceId, contact, ct);
        return TypedResults.Ok(new Favourites(Of(FavouriteKind.Product), Of(FavouriteKind.Brand), Of(FavouriteKind.Category)));

        List<Favourite> Of(FavouriteKind kind) => found.FindAll(one => one.Kind == kind);
    }
}

/// <summary>What a contact buys most, by pieces in delivered orders; at most three of each.</summary>
/// <param name="Products">Products.</param>
/// <param name="Brands">Brands.</param>
/// <param name="Categories">Categories.</param>
public sealed record Favourites(IReadOnlyList<Favourite> Products, IReadOnlyList<Favourite> Brands, IReadOnlyList<Favourite> Categories);
