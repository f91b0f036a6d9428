using System.Reflection;
using System.Reflection.Emit;

namespace Beckon.Tests;

/// <summary>What a type refers to, read by reflection: signatures, attributes, and every operand of the code in its methods.</summary>
public static class TypeUse
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<OpCode>()
        .ToDictionary(code => code.Value);

    /// <summary>Every type the type names, outermost first for nested ones, generic arguments taken apart.</summary>
    public static HashSet<Type> Of(Type type)
    {
        var used = new HashSet<Type>();
        Add(used, type.BaseType);
        foreach (var one in type.GetInterfaces()) Add(used, one);
        foreach (var one in type.GetGenericArguments().SelectMany(Constraints)) Add(used, one);
        AddAttributes(used, type);
        foreach (var field in type.GetFields(Declared))
        {
            Add(used, field.FieldType);
            AddAttributes(used, field);
        }
        foreach (var property in type.GetProperties(Declared)) AddAttributes(used, property);
        foreach (var method in type.GetMethods(Declared)) AddMethod(used, method);
        foreach (var constructor in type.GetConstructors(Declared)) AddMethod(used, constructor);
        used.Remove(type);
        return used;
    }

    private static Type[] Constraints(Type argument) => argument.IsGenericParameter ? argument.GetGenericParameterConstraints() : [];

    private static void AddMethod(HashSet<Type> used, MethodBase method)
    {
        AddAttributes(used, method);
        if (method is MethodInfo { ReturnType: var returned }) Add(used, returned);
        foreach (var parameter in method.GetParameters())
        {
            Add(used, parameter.ParameterType);
            foreach (var attribute in parameter.GetCustomAttributesData()) AddAttribute(used, attribute);
        }
        if (method.GetMethodBody() is not { } body) return;
        foreach (var local in body.LocalVariables) Add(used, local.LocalType);
        foreach (var clause in body.ExceptionHandlingClauses)
        {
            if (clause.Flags == ExceptionHandlingClauseOptions.Clause) Add(used, clause.CatchType);
        }
        foreach (var token in Tokens(body.GetILAsByteArray() ?? [])) AddMember(used, Resolve(method, token));
    }

    private static MemberInfo? Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
        method is { IsGenericMethod: true } ? method.GetGenericArguments() : null);

    private static void AddMember(HashSet<Type> used, MemberInfo? member)
    {
        switch (member)
        {
            case Type type:
                Add(used, type);
                break;
            case FieldInfo field:
                Add(used, field.DeclaringType);
                Add(used, field.FieldType);
                break;
            case MethodBase method:
                Add(used, method.DeclaringType);
                foreach (var parameter in method.GetParameters()) Add(used, parameter.ParameterType);
                if (method is MethodInfo { ReturnType: var returned }) Add(used, returned);
                if (method.IsGenericMethod) foreach (var argument in method.GetGenericArguments()) Add(used, argument);
                break;
        }
    }

    // Operands that are tokens of members: a switch table and numbers are stepped over.
    private static IEnumerable<int> Tokens(byte[] code)
    {
        var at = 0;
        while (at < code.Length)
        {
            short value = code[at++];
            if (value == 0xFE) value = (short)(0xFE00 | code[at++]);
            var operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok)
                yield return BitConverter.ToInt32(code, at);
            at += operand == OperandType.InlineSwitch ? 4 + 4 * BitConverter.ToInt32(code, at) : Size(operand);
        }
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private static void AddAttributes(HashSet<Type> used, MemberInfo member)
    {
        foreach (var attribute in member.GetCustomAttributesData()) AddAttribute(used, attribute);
    }

    private static void AddAttribute(HashSet<Type> used, CustomAttributeData attribute)
    {
        Add(used, attribute.AttributeType);
        foreach (var value in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.TypedValue)))
        {
            if (value.Value is Type type) Add(used, type);
        }
    }

    private static void Add(HashSet<Type> used, Type? type)
    {
        while (type is { HasElementType: true }) type = type.GetElementType();
        if (type is null or { IsGenericParameter: true }) return;
        foreach (var argument in type.GetGenericArguments()) if (!used.Contains(argument)) Add(used, argument);
        used.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
    }
}
