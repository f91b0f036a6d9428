using System.Globalization;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Loyalty;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Aiq;

/// <summary>Finds the person at the till.</summary>
public sealed class AiqWallets(ContactNumbers numbers, ShopperStore shoppers, WorkspaceStore workspaces)
{
    /// <summary>Whoever has this e-mail address, else this phone number; null when nobody has.</summary>
    public async Task<AiqFound?> FindAsync(Caller caller, AiqAsked asked, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(caller.WorkspaceId, ct);
        var who = new Identifiers
        {
            Email = EmailAddress.Normalize(asked.Email),
            Phone = PhoneNumber.Normalize(asked.Phone, workspace.CallingCode),
        };
        if (who.None || await numbers.FindAsync(caller.WorkspaceId, AiqDesk.SourceIn(caller), who, ct) is not { } contact) return null;
        if (await shoppers.ReadAsync(caller.WorkspaceId, contact, ct) is not { } shopper) return null;
        return new AiqFound((await numbers.OfAsync(caller.WorkspaceId, contact, ct)).ToString(CultureInfo.InvariantCulture), shopper);
    }

    public static ProblemDetails Unknown() =>
        AiqDesk.NotFound("There is no such contact.", "Nobody is known by this e-mail address or phone number. POST /api/v2/loyalty signs somebody up.");
}

/// <summary>Whom is asked for.</summary>
public sealed record AiqAsked(string? Email, string? Phone);

/// <summary>Who was found.</summary>
/// <param name="ContactId">Their number, in digits.</param>
/// <param name="Shopper">What is known of them.</param>
public sealed record AiqFound(string ContactId, Shopper Shopper);

/// <param name="ContactID">The contact's number in digits; null when it is not known within moments, because much else is waiting to be processed.</param>
public sealed record AiqContactId(string? ContactID);

/// <summary>A member's wallet. There is no loyalty programme to earn points in or discounts to redeem yet, so there are none.</summary>
/// <param name="ContactID">The contact's number, in digits.</param>
/// <param name="IsMember">Whether they have joined.</param>
/// <param name="MemberSince">Since when, in seconds since 1970; null when they have not.</param>
/// <param name="LoyaltyPoints">What they can spend.</param>
/// <param name="HidePointsInWallet">Whether the checkout is not to show the points.</param>
/// <param name="DiscountTemplates">What they can redeem.</param>
public sealed record AiqWallet(
    string ContactID, bool IsMember, long? MemberSince, int LoyaltyPoints, bool HidePointsInWallet, IReadOnlyList<RawJson> DiscountTemplates)
{
    public static AiqWallet Of(AiqFound found) =>
        new(found.ContactId, found.Shopper.Member is not null, found.Shopper.Member?.Since.ToUnixTimeSeconds(), 0, false, []);
}

/// <summary>Somebody's membership. There is no loyalty programme yet, so nobody has points or a tier.</summary>
/// <param name="Contact">Who it is.</param>
/// <param name="Wallet">What they have.</param>
/// <param name="IsMember">Whether they have joined.</param>
/// <param name="MemberSince">Since when, in seconds since 1970; null when they have not.</param>
/// <param name="FavoriteStoreID">The store they joined in, by the partner's id.</param>
/// <param name="FavoriteStore">The same by its name.</param>
public sealed record AiqLookUp(
    AiqContact Contact, AiqPoints Wallet, bool IsMember, long? MemberSince, string? FavoriteStoreID, string? FavoriteStore)
{
    public static AiqLookUp Of(AiqFound found)
    {
        var shopper = found.Shopper;
        return new(
            new AiqContact(found.ContactId, found.ContactId, shopper.Email, shopper.Phone, shopper.FirstName, shopper.LastName),
            new AiqPoints(0, null, 0, 0),
            shopper.Member is not null, shopper.Member?.Since.ToUnixTimeSeconds(), shopper.Member?.StoreId, shopper.Member?.StoreName);
    }
}

/// <summary>A look-up in AIQ's envelope; some clients read who it is beside <c>data</c>.</summary>
public sealed record AiqLookUpAnswer(AiqLookUp Data, AiqContact Contact, AiqPoints Wallet, bool Success, IReadOnlyList<AiqError> Errors, int Code);

/// <param name="Id">The contact's number, in digits.</param>
/// <param name="UniversalID">The same.</param>
/// <param name="Email">When it is known.</param>
/// <param name="Phone">In E.164, when it is known.</param>
/// <param name="FirstName">When it is known.</param>
/// <param name="LastName">When it is known.</param>
public sealed record AiqContact(string Id, string UniversalID, string? Email, string? Phone, string? FirstName, string? LastName);

/// <param name="Points">What they can spend.</param>
/// <param name="Tier">Null: there are no tiers.</param>
/// <param name="TierLevel">0: there are no tiers.</param>
/// <param name="LifetimePoints">All they ever earned.</param>
public sealed record AiqPoints(int Points, string? Tier, int TierLevel, int LifetimePoints);
