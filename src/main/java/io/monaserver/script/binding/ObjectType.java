package io.monaserver.script.binding;

import io.monaserver.script.lua.Args;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What scripts find on the objects of one class: its annotated members, ready to call. Made once per class. */
public final class ObjectType {

    static final String PROTECTED = "change metatable of this object is prohibited";

    private static final ClassValue<ObjectType> TYPES = new ClassValue<>() {
        @Override
        protected ObjectType computeValue(Class<?> owner) {
            return new ObjectType(owner);
        }
    };

    /** One name of the class. */
    interface Member {

        /** What reading the name gives. */
        LuaValue get(LuaObject self);

        /** Writes; false where that is not allowed. */
        boolean set(LuaObject self, LuaValue value);

        /** Whether an assignment concerns the member, instead of hiding it by a field of the script. */
        boolean isProperty();
    }

    private final String name;
    private final Map<LuaValue, Member> members = new HashMap<>();
    private final LuaTable metatable = new LuaTable();

    private ObjectType(Class<?> owner) {
        LuaName given = owner.getAnnotation(LuaName.class);
        String simple = owner.getSimpleName();
        name = given != null
                ? given.value()
                : simple.endsWith("Object") ? simple.substring(0, simple.length() - "Object".length()) : simple;
        metatable.rawset(LuaValue.METATABLE, LuaValue.valueOf(PROTECTED));
        Method[] methods = owner.getMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName).thenComparing(Method::getParameterCount));
        for (Method method : methods) {
            bind(owner, method);
        }
    }

    /** The members of a class. */
    public static ObjectType of(Class<?> owner) {
        return TYPES.get(owner);
    }

    private void bind(Class<?> owner, Method method) {
        LuaMethod function = method.getAnnotation(LuaMethod.class);
        if (function != null) {
            String label = function.value().isEmpty() ? method.getName() : function.value();
            BoundMethod bound = new BoundMethod(owner, name + ":" + label, new LateHandle(method, Invokers::ofMethod));
            members.put(Args.text(label), new Function(bound));
        }
        LuaProperty property = method.getAnnotation(LuaProperty.class);
        if (property != null) {
            String label = property.value().isEmpty() ? method.getName() : property.value();
            Property known = members.get(Args.text(label)) instanceof Property read ? read : new Property(name, label);
            members.put(Args.text(label), known.with(method));
        }
        LuaMeta meta = method.getAnnotation(LuaMeta.class);
        if (meta != null) {
            metatable.rawset(
                    Args.text(meta.value()),
                    new BoundOperator(owner, meta.value(), new LateHandle(method, Invokers::ofMethod)));
        }
    }

    @Nullable
    Member member(LuaValue key) {
        return members.get(key);
    }

    LuaTable metatable() {
        return metatable;
    }

    /** The class as error texts and the manual name it. */
    public String name() {
        return name;
    }

    /** The names of all members, in order. */
    public Iterable<String> memberNames() {
        TreeSet<String> names = new TreeSet<>();
        members.keySet().forEach(key -> names.add(key.tojstring()));
        return names;
    }

    private record Function(BoundMethod method) implements Member {

        @Override
        public LuaValue get(LuaObject self) {
            return method;
        }

        @Override
        public boolean set(LuaObject self, LuaValue value) {
            return false;
        }

        @Override
        public boolean isProperty() {
            return false;
        }
    }
}
